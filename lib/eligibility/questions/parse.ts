import { z } from 'zod';

/** Ticked boxes; one box arrives as a plain text. */
const Ticks = z.preprocess(
  (value) => (Array.isArray(value) ? value : typeof value === 'string' && value ? [value] : []),
  z.array(z.string()).max(30),
);

/** A dollar amount as people type it (`$1,200`, `1200.50`); null when empty, undefined when it is not an amount. */
export function parseDollars(typed: string): number | null | undefined {
  const text = typed.replace(/[$,\s]/g, '');
  if (text === '') return null;
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(text)) return undefined;
  return Number(text);
}

/** A whole number from `min` to `max`; null when empty, undefined when it is something else. */
export function parseWhole(typed: string, min: number, max: number): number | null | undefined {
  if (typed === '') return null;
  if (!/^\d{1,3}$/.test(typed)) return undefined;
  const number = Number(typed);
  return number >= min && number <= max ? number : undefined;
}

/** Lets a transform report a field with a message key. */
export function fault(context: z.RefinementCtx, field: string, message: string): void {
  context.addIssue({ code: 'custom', path: [field], message });
}

/** Reads a field of posted values. */
export function textOf(values: Readonly<Record<string, unknown>>, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}

export function ticksOf(values: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  return Ticks.parse(values[name]);
}

export const Posted = z.record(z.string(), z.unknown());

/** One of the allowed codes, or a fault on the field. */
export function oneOf<Code extends string>(
  context: z.RefinementCtx,
  values: Readonly<Record<string, unknown>>,
  field: string,
  allowed: readonly Code[],
  message: string,
): Code | undefined {
  const text = textOf(values, field);
  const found = allowed.find((code) => code === text);
  if (!found) fault(context, field, message);
  return found;
}

/** Ticked codes out of the allowed; a fault when none, or when an exclusive one stands beside others. */
export function someOf<Code extends string>(
  context: z.RefinementCtx,
  values: Readonly<Record<string, unknown>>,
  field: string,
  allowed: readonly Code[],
  exclusive: readonly string[],
): Code[] {
  const ticked = ticksOf(values, field);
  const found = allowed.filter((code) => ticked.includes(code));
  if (found.length === 0) fault(context, field, 'eligibility.errors.chooseOne');
  else if (found.length > 1 && found.some((code) => exclusive.includes(code)))
    fault(context, field, 'eligibility.errors.noneAlone');
  return found;
}
