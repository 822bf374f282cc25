import type { Needs, Routing, RoutingLevel } from '../model';
import type { CheckPart, Checks, InstrumentId } from '../model-checks';
import data from '../parameters/routing.json';
import { cutOf, totalOf } from './score';

interface Outcome {
  readonly id: string;
  readonly level: RoutingLevel;
  readonly services: readonly string[];
  readonly concerns: readonly string[];
}

interface RoutingRule extends Outcome {
  readonly answer: 'help' | 'now';
  readonly value: string;
}

/** `item` counts from 1; without it the total counts. `atLeast` null: the instrument's own cut. */
interface ScoreRule extends Outcome {
  readonly instrument: InstrumentId;
  readonly item?: number;
  readonly atLeast: number | null;
}

/** In rising order: a rule can only raise the level. Staff alone may lower it, with a reason. */
const LEVELS = data.levels as readonly { readonly level: RoutingLevel; readonly withinHours: number | null }[];
export const ROUTING_RULES = data.rules as readonly RoutingRule[];
const SCORE_RULES = data.scoreRules as readonly ScoreRule[];
/** Every rule that can stand behind a level; the desk has words for each. */
export const RULE_IDS: ReadonlySet<string> = new Set([...ROUTING_RULES, ...SCORE_RULES].map(({ id }) => id));

function isReached(rule: ScoreRule, checks: Checks): boolean {
  const score = rule.item ? checks[rule.instrument]?.[rule.item - 1] : totalOf(checks, rule.instrument);
  return score !== undefined && score !== null && score >= (rule.atLeast ?? cutOf(checks, rule.instrument));
}

/** Hours within which someone is to be in contact; null for routine. */
export function hoursWithin(level: RoutingLevel): number | null {
  return LEVELS.find((candidate) => candidate.level === level)?.withinHours ?? null;
}

/** The levels below one, highest first: what staff may lower it to. */
export function levelsBelow(level: RoutingLevel): readonly RoutingLevel[] {
  return LEVELS.slice(0, rank(level))
    .map((each) => each.level)
    .reverse();
}

/** The emergent rules that the answers of one part meet by themselves, whatever was answered before. */
export function dangerIn(part: CheckPart, scores: readonly number[]): readonly string[] {
  const meets = ({ level, instrument, item, atLeast }: ScoreRule) =>
    level === 'emergent' && instrument === part.instrument && item && (scores[item - 1 - part.from] ?? 0) >= (atLeast ?? 1);
  return SCORE_RULES.filter(meets).map(({ id }) => id);
}

const rank = (level: RoutingLevel) => LEVELS.findIndex((candidate) => candidate.level === level);

/**
 * How soon and what kind of help, from the answers given so far. Rules are data, dated and signed off by a named
 * role; each match can only raise the level. Without any match: routine, an assessment.
 */
export function decideRouting(needs: Needs): Routing {
  const answers = { help: needs.help?.help ?? [], now: needs.now?.now ?? [] } as Record<'help' | 'now', readonly string[]>;
  const matched: readonly Outcome[] = [
    ...ROUTING_RULES.filter((rule) => answers[rule.answer].includes(rule.value)),
    ...SCORE_RULES.filter((rule) => isReached(rule, needs.checks ?? {})),
  ];
  const level = matched.reduce<RoutingLevel>(
    (highest, rule) => (rank(rule.level) > rank(highest) ? rule.level : highest),
    'routine',
  );
  const services = new Set(matched.flatMap((rule) => rule.services));
  return {
    level,
    withinHours: hoursWithin(level),
    services: services.size > 0 ? [...services] : ['assessment'],
    concerns: [...new Set(matched.flatMap((rule) => rule.concerns))],
    because: matched.map((rule) => rule.id),
  };
}
