import 'server-only';
import { z } from 'zod';
import { isAppError } from '@/lib/app-error';
import { type Clock, plainDateAt } from '@/lib/clock';
import { readJsonBody } from '@/lib/http/json-body';
import { type ProblemField, problemFields, problemOf, problemResponse } from '@/lib/http/problem';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { isCountyKnown, UNKNOWN_COUNTY } from './household-checks';
import { MAX_SCREENINGS, type ScreeningInput, ScreeningInputSchema, type ScreeningOutput } from './model';
import { parametersOn } from './parameters';
import { screenHousehold } from './rules/screen';
import { toScreeningOutput } from './screening-output';

export const MAX_BODY_BYTES = 1_000_000;

export interface DoorDeps {
  readonly clock: Clock;
  /** Throws TOO_MANY when the caller has asked too often. */
  readonly requireUnderLimit: () => Promise<void>;
}

/** Every fault of one screening. The county is said even when other fields are at fault, so that all are repaired at once. */
function faultsOf(one: unknown, error: z.ZodError, under: readonly PropertyKey[]): readonly ProblemField[] {
  const fields = problemFields(error, under);
  const place = z.looseObject({ state: z.string().optional(), county: z.string() }).safeParse(one);
  const told = error.issues.some((issue) => issue.path[0] === 'county');
  if (!place.success || told || isCountyKnown(place.data)) return fields;
  return [...fields, { pointer: [...under, 'county'].map((part) => `/${String(part)}`).join(''), detail: UNKNOWN_COUNTY }];
}

/** One screening, or a list of up to 200. */
function parseBody(body: unknown): { inputs: readonly ScreeningInput[] } | { fields: readonly ProblemField[] } {
  if (!Array.isArray(body)) {
    const parsed = ScreeningInputSchema.safeParse(body);
    return parsed.success ? { inputs: [parsed.data] } : { fields: faultsOf(body, parsed.error, []) };
  }
  const size = z
    .array(z.unknown())
    .min(1, 'Send at least one screening')
    .max(MAX_SCREENINGS, `Send at most ${MAX_SCREENINGS} screenings`);
  const sized = size.safeParse(body);
  if (!sized.success) return { fields: problemFields(sized.error) };
  const inputs: ScreeningInput[] = [];
  const fields: ProblemField[] = [];
  body.forEach((one, at) => {
    const parsed = ScreeningInputSchema.safeParse(one);
    if (parsed.success) inputs.push(parsed.data);
    else fields.push(...faultsOf(one, parsed.error, [at]));
  });
  return fields.length > 0 ? { fields } : { inputs };
}

/**
 * The public screening door: stateless, reads no cookie, keeps nothing. Any body gets an answer that names what is
 * wrong with it; only a defect of ours can be a 5xx.
 */
export async function answerScreenings(request: Request, deps: DoorDeps): Promise<Response> {
  try {
    await deps.requireUnderLimit();
    const body = await readJsonBody(request, MAX_BODY_BYTES);
    const parsed = parseBody(body);
    if ('fields' in parsed) return problemResponse('INVALID', { fields: parsed.fields });
    const now = plainDateAt(deps.clock.now(), PLAN_ZONE);
    const outputs: ScreeningOutput[] = parsed.inputs.map((input) =>
      toScreeningOutput(input, screenHousehold(input, parametersOn(input.asOf ?? now))),
    );
    return Response.json(Array.isArray(body) ? outputs : outputs[0], { headers: { 'Cache-Control': 'no-store' } });
  } catch (error) {
    if (isAppError(error)) return problemOf(error);
    throw error;
  }
}
