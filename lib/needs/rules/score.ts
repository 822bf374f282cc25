import { CHECK_PARTS, type CheckAnswers, type CheckPart, type Checks, getInstrument, type InstrumentId } from '../model-checks';

const sum = (scores: readonly number[]) => scores.reduce((total, score) => total + score, 0);

/** The total, or null while an item is missing: half a questionnaire has no score. */
export function totalOf(checks: Checks, id: InstrumentId): number | null {
  const given = checks[id] ?? [];
  return given.length === getInstrument(id).items.length ? sum(given) : null;
}

/** From which total on an answer counts as positive; the lower cut while the sex is not known. */
export function cutOf(checks: Checks, id: InstrumentId): number {
  const { cut } = getInstrument(id);
  return cut.all ?? cut[checks.sex ?? 'unknown'] ?? Number.POSITIVE_INFINITY;
}

/** True when the first items reach the gate, so that the rest is worth asking. Instruments without a gate never have a rest. */
export function isGateOpen(checks: Checks, id: InstrumentId): boolean {
  const { gate } = getInstrument(id);
  const first = (checks[id] ?? []).slice(0, gate?.items ?? 0);
  return gate !== null && first.length === gate.items && sum(first) >= gate.atLeast;
}

/**
 * Answers with those of one part put in. A later part without the first one is left out: it would stand in the wrong
 * place. Nothing that was answered is dropped when first items change.
 */
export function withPart(before: Checks, part: CheckPart, { scores, sex }: CheckAnswers): Checks {
  const given = before[part.instrument] ?? [];
  if (given.length < part.from) return before;
  return {
    ...before,
    ...(sex ? { sex } : {}),
    [part.instrument]: [...given.slice(0, part.from), ...scores, ...given.slice(part.to)],
  };
}

/** The next part of the same instrument that is to be asked, or null. */
export function nextPart(checks: Checks, part: CheckPart): CheckPart | null {
  const next = CHECK_PARTS.find(({ instrument, from }) => instrument === part.instrument && from === part.to);
  return next && isGateOpen(checks, part.instrument) ? next : null;
}

/** True when nothing more of an instrument is to be asked. */
export function isAnswered(checks: Checks, id: InstrumentId): boolean {
  if (totalOf(checks, id) !== null) return true;
  const { gate } = getInstrument(id);
  return gate !== null && (checks[id] ?? []).length >= gate.items && !isGateOpen(checks, id);
}
