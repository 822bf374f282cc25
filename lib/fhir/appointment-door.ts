import 'server-only';
import { AppError, isAppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { type Clock, instant } from '@/lib/clock';
import { purposeKey } from '@/lib/db/seal';
import { isUuid, keyedHash, systemIds } from '@/lib/ids';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { bookAppointment, moveAppointment, rescheduleAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { parseSlotId, toFhirAppointment, toFhirHeld, toFhirProposed } from '@/lib/scheduling/fhir';
import type { AppointmentView, Slot } from '@/lib/scheduling/model';
import { getAppointment, openSlots } from '@/lib/scheduling/queries';
import { type Answer, failureAnswer } from './answer';
import { FhirError, refusal } from './outcome';
import { type Parameters, readParameters, readVisitDetails } from './parameters-in';
import { PUBLIC, roleParticipants, windowOf } from './scheduling-door';

const MAX_PROPOSED = 200;

/**
 * Nobody signs in here. The first `$hold` hands out a holder, 256 random bits that only the client has; what was held
 * and booked under it belongs to whoever sends it again.
 */
const HOLDER_HEADER = 'x-portal-holder';

function actorOf(token: string): Actor {
  const hex = keyedHash(purposeKey('fhir-holder'), token);
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { kind: 'visitor', journeyId: id };
}

function requireToken(request: Request): string {
  const token = request.headers.get(HOLDER_HEADER) ?? '';
  if (!/^[\w-]{43}$/.test(token)) throw refusal(401, 'login', `Send the ${HOLDER_HEADER} that $hold answered with.`);
  return token;
}

/** `POST Appointment/$hold …` and the other operations; the same commands as the pages, with the same answers. */
export async function answerAppointment(request: Request, operation: string, clock: Clock): Promise<Answer> {
  if (operation === '$find') return find(request, clock);
  if (request.method !== 'POST') {
    if (!OPERATIONS[operation] && request.method === 'GET') return read(request, operation);
    throw new FhirError(405, refusal(405, 'not-supported', 'Send this operation by POST.').issues, { Allow: 'POST' });
  }
  const work = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (!work) throw refusal(404, 'not-supported', 'The operations are $find, $hold, $book, $cancel and $reschedule.');
  try {
    return await work(request, await readParameters(request));
  } catch (error) {
    if (isAppError(error, 'SLOT_TAKEN') || isAppError(error, 'HOLD_EXPIRED')) return withAlternatives(error);
    throw error;
  }
}

const OPERATIONS: Readonly<Record<string, (request: Request, parameters: Parameters) => Promise<Answer>>> = {
  $hold: hold,
  $book: book,
  $cancel: cancel,
  $reschedule: reschedule,
};

async function find(request: Request, clock: Clock): Promise<Answer> {
  const query =
    request.method === 'POST' ? new URLSearchParams((await readParameters(request)).texts()) : new URL(request.url).searchParams;
  const role = (query.get('practitioner-role') ?? query.get('schedule') ?? '').split('/').at(-1) ?? '';
  if (!isUuid(role)) throw refusal(400, 'required', 'Say whose times: practitioner-role or schedule.', 'schedule');
  const starts = [...query.getAll('start').map((at) => `ge${at}`), ...query.getAll('end').map((at) => `lt${at}`)];
  const { from, to } = windowOf(starts, clock.now());
  const [slots, participants] = await Promise.all([
    openSlots(PUBLIC, { roleId: role, from, to }, { clock }),
    roleParticipants(role),
  ]);
  const entry = slots.slice(0, MAX_PROPOSED).map((slot) => ({ resource: toFhirProposed(slot, participants) }));
  return {
    status: 200,
    body: { resourceType: 'Bundle', type: 'collection', ...(entry.length > 0 ? { entry } : {}) },
    headers: NOT_KEPT,
  };
}

const NOT_KEPT = { 'Cache-Control': 'no-store' };

function slotOf(parameters: Parameters) {
  const id = parameters.text('slot')?.split('/').at(-1) ?? '';
  const wanted = parseSlotId(id);
  if (!wanted) throw refusal(400, 'required', 'Name the time: slot, as Slot/id.', 'slot');
  return { roleId: wanted.roleId, visitTypeId: wanted.visitTypeId, start: instant(wanted.startMs) };
}

/** `slot`; with `replaces` instead of another held time, with `appt-id` as the new time of a booked visit. */
async function hold(request: Request, parameters: Parameters): Promise<Answer> {
  const token = request.headers.get(HOLDER_HEADER) ? requireToken(request) : systemIds.token(32);
  const held = await holdSlot(actorOf(token), {
    ...slotOf(parameters),
    replaces: parameters.text('replaces') ?? undefined,
    movingId: parameters.text('appt-id') === null ? undefined : appointmentId(parameters),
  });
  const body = toFhirHeld(held, await roleParticipants(held.roleId));
  return { status: held.again ? 200 : 201, body, headers: { ...NOT_KEPT, [HOLDER_HEADER]: token } };
}

const keyOf = (request: Request): string => request.headers.get('idempotency-key') ?? '';

async function book(request: Request, parameters: Parameters): Promise<Answer> {
  const actor = actorOf(requireToken(request));
  // Before the body is judged, as for every keyed command: without a key nothing else matters (policy P11).
  if (keyOf(request) === '') throw new AppError('KEY_MISSING');
  const details = readVisitDetails(parameters);
  const locale = parameters.text('language') === 'es' ? 'es' : 'en';
  const { result, replayed } = await bookAppointment(
    actor,
    { appointmentId: appointmentId(parameters), details, locale },
    keyOf(request),
  );
  return answerView(result, replayed ? 200 : 201);
}

async function cancel(request: Request, parameters: Parameters): Promise<Answer> {
  return answerView(await cancelAppointment(actorOf(requireToken(request)), appointmentId(parameters)), 200);
}

/** Moves to `slot`, or without one to the time that is held or offered; whatever goes wrong, the old time stays. */
async function reschedule(request: Request, parameters: Parameters): Promise<Answer> {
  const actor = actorOf(requireToken(request));
  if (keyOf(request) === '') throw new AppError('KEY_MISSING');
  const id = appointmentId(parameters);
  const { result, replayed } =
    parameters.text('slot') === null
      ? await moveAppointment(actor, id, keyOf(request))
      : await rescheduleAppointment(actor, { appointmentId: id, to: slotOf(parameters) }, keyOf(request));
  return answerView(result, replayed ? 200 : 201);
}

async function read(request: Request, id: string): Promise<Answer> {
  return answerView(await getAppointment(actorOf(requireToken(request)), id), 200);
}

function appointmentId(parameters: Parameters): string {
  const id = parameters.text('appt-id')?.split('/').at(-1);
  if (!id) throw refusal(400, 'required', 'Name the visit: appt-id.', 'appt-id');
  return id;
}

async function answerView(view: AppointmentView, status: number): Promise<Answer> {
  return { status, body: toFhirAppointment(view, await roleParticipants(view.roleId)), headers: NOT_KEPT };
}

/** 409 and 410 carry three other times that are still free. */
function withAlternatives(error: AppError): Answer {
  const { alternatives = [] } = (error.data ?? {}) as { alternatives?: readonly Slot[] };
  const { status, body } = failureAnswer(error);
  const others = alternatives.map((slot) => toFhirProposed(slot, []));
  return { status, body: { ...body, ...(others.length > 0 ? { contained: others } : {}) }, headers: NOT_KEPT };
}
