import type { Needs, Routing, RoutingLevel } from '../model';
import data from '../parameters/routing.json';

interface RoutingRule {
  readonly id: string;
  readonly answer: 'help' | 'now';
  readonly value: string;
  readonly level: RoutingLevel;
  readonly services: readonly string[];
  readonly concerns: readonly string[];
}

/** In rising order: a rule can only raise the level. Staff alone may lower it, with a reason. */
const LEVELS = data.levels as readonly { readonly level: RoutingLevel; readonly withinHours: number | null }[];
export const ROUTING_RULES = data.rules as readonly RoutingRule[];

const rank = (level: RoutingLevel) => LEVELS.findIndex((candidate) => candidate.level === level);

/**
 * How soon and what kind of help, from the answers given so far. Rules are data, dated and signed off by a named
 * role; each match can only raise the level. Without any match: routine, an assessment.
 */
export function decideRouting(needs: Needs): Routing {
  const answers = { help: needs.help?.help ?? [], now: needs.now?.now ?? [] } as Record<'help' | 'now', readonly string[]>;
  const matched = ROUTING_RULES.filter((rule) => answers[rule.answer].includes(rule.value));
  const level = matched.reduce<RoutingLevel>(
    (highest, rule) => (rank(rule.level) > rank(highest) ? rule.level : highest),
    'routine',
  );
  const services = new Set(matched.flatMap((rule) => rule.services));
  return {
    level,
    withinHours: LEVELS.find((candidate) => candidate.level === level)?.withinHours ?? null,
    services: services.size > 0 ? [...services] : ['assessment'],
    concerns: [...new Set(matched.flatMap((rule) => rule.concerns))],
    because: matched.map((rule) => rule.id),
  };
}
