import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, instant } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import type { Ids } from '@/lib/ids';
import { changeSlice } from '@/lib/journey/commands';
import type { JourneyId } from '@/lib/journey/model';
import { ensureTask, replaceTask } from '@/lib/tasks/commands';
import type { NewTask, OpenedTask, TaskReceipt } from '@/lib/tasks/model';
import { type ConsentCheckInput, consentOf, isAboutMinor, type Needs, NeedsSchema } from './model';
import { CallBackDetailSchema, type Lowering, readCallBackNote, writeCallBackNote } from './model-call-back';
import { decideRouting, hoursWithin, levelsBelow } from './rules/route';

const HOUR_MS = 3_600_000;

/** Changes the need answers of the browser and returns all of them. Starts a journey when there is none. */
export async function changeNeeds(change: (before: Needs) => Needs): Promise<{ needs: Needs; journeyId: JourneyId }> {
  let needs: Needs = {};
  const journey = await changeSlice('needs', (before) => {
    const parsed = NeedsSchema.safeParse(before);
    needs = change(parsed.success ? parsed.data : {});
    return needs;
  });
  return { needs, journeyId: journey.id };
}

/** Newer answers never lower a call-back that waits: the higher level and every reason stay. */
function withBefore(newest: NewTask, before: OpenedTask): NewTask {
  const [now, then] = [CallBackDetailSchema.parse(newest.detail), CallBackDetailSchema.parse(before.detail)];
  const [said, told] = [readCallBackNote(newest.note), readCallBackNote(before.note)];
  const level = levelsBelow(then.level).includes(now.level) ? then.level : now.level;
  const because = [...new Set([...told.because, ...said.because])];
  return {
    ...newest,
    detail: { ...newest.detail, level },
    note: writeCallBackNote({ because, phone: said.phone, lowered: told.lowered, confirmed: told.confirmed }),
  };
}

/**
 * Urgent and emergent answers become a call-back that a person owns, due as the routing says; one for each journey,
 * with the newest answers. Reasons and number are sealed: the row itself says how soon and by which way.
 * `danger`: emergent rules met by answers that could not be kept. @returns null when the answers can wait
 */
export async function requestCallBack(
  input: { readonly needs: Needs; readonly journeyId: JourneyId; readonly danger?: readonly string[] },
  deps: { clock: Clock; ids: Ids },
): Promise<TaskReceipt | null> {
  const { danger = [] } = input;
  const routing = decideRouting(input.needs);
  const level = danger.length > 0 ? 'emergent' : routing.level;
  const hours = hoursWithin(level);
  if (hours === null) return null;
  const because = [...new Set([...routing.because, ...danger])];
  const dueAt = instant(deps.clock.now().getTime() + hours * HOUR_MS);
  const { reach, who } = input.needs;
  const consent = consentOf(input.needs);
  const subject = `journey_session:${input.journeyId}`;
  return inTransaction(async (tx) => {
    const receipt = await ensureTask(
      tx,
      {
        kind: 'needs.callback',
        subject,
        detail: {
          level,
          way: reach?.way ?? 'notAsked',
          language: who?.language ?? 'en',
          ...(consent ? { consent } : {}),
          ...(isAboutMinor(input.needs) ? { minor: true } : {}),
        },
        note: writeCallBackNote({ because, phone: reach?.phone ?? null, lowered: [], confirmed: [] }),
        dueAt,
      },
      deps,
      withBefore,
    );
    await recordAudit(tx, { actor: 'visitor', action: 'needs.callback', subject, detail: { level } });
    return receipt;
  });
}

/**
 * A person of the plan decides that a call-back may wait longer, and says why; nothing else ever lowers a level. What
 * needs no call is closed. The call-back before stays on record, and worse answers raise the level again.
 * @throws NOT_FOUND, NOT_ACTIVE, INVALID when the level would not become lower
 */
export async function lowerLevel(
  actor: Actor,
  { reference, level, reason }: Lowering & { readonly reference: string },
  deps: { clock: Clock; ids: Ids },
): Promise<void> {
  const hours = hoursWithin(level);
  await replaceTask(
    actor,
    reference,
    ({ kind, subject, detail, note, createdAt, dueAt }) => {
      if (kind !== 'needs.callback') throw new AppError('NOT_FOUND');
      const before = CallBackDetailSchema.parse(detail);
      if (!levelsBelow(before.level).includes(level)) throw new AppError('INVALID', { fields: { level: 'desk.errors.level' } });
      const told = readCallBackNote(note);
      const lowered = [...told.lowered, { to: level, reason, by: actorLabel(actor) }];
      const task = {
        kind,
        subject,
        detail: { ...before, level },
        note: writeCallBackNote({ ...told, lowered }),
        dueAt: hours === null ? dueAt : instant(createdAt.getTime() + hours * HOUR_MS),
      } as const;
      return { task, outcome: hours === null ? 'lowered' : null };
    },
    deps,
  );
}

/**
 * Writes down on a call-back that a clinician confirmed who agrees to the care. Nothing about how soon changes; the
 * call-back before stays on record. @throws NOT_FOUND, NOT_ACTIVE
 */
export async function confirmCallBackConsent(
  actor: Actor,
  { reference, ...check }: ConsentCheckInput & { readonly reference: string },
  deps: { clock: Clock; ids: Ids },
): Promise<TaskReceipt | null> {
  return replaceTask(
    actor,
    reference,
    ({ kind, subject, detail, note, dueAt }) => {
      if (kind !== 'needs.callback') throw new AppError('NOT_FOUND');
      const told = readCallBackNote(note);
      const confirmed = [...told.confirmed, { ...check, at: deps.clock.now().toISOString() }];
      const facts = CallBackDetailSchema.parse(detail);
      return { task: { kind, subject, detail: facts, note: writeCallBackNote({ ...told, confirmed }), dueAt }, outcome: null };
    },
    deps,
  );
}
