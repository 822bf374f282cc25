import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, plainDateAt, systemClock } from '@/lib/clock';
import { asMember } from '@/lib/db/scope';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { type Ids, systemIds } from '@/lib/ids';
import { requireLeave } from '@/lib/membership/queries';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { configuredCoverageCheck } from './configured-coverage-check';
import { type CoverageAnswer, type CoverageQuestion, coverageAnswer } from './model-coverage';
import type { CoverageCheck } from './x12/coverage-check';

interface CoverageDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly check: CoverageCheck;
}

/** Nine digits that no two questions of a day share: the interchange control number of X12. */
const controlNumber = (ids: Ids) => (Buffer.from(ids.token(8), 'base64url').readUInt32BE(0) % 999_999_999) + 1;

/**
 * Asks the payer whether coverage is active today. Nothing that was typed is kept: the audit row has the outcome only.
 * @throws as `requireLeave`; TOO_MANY after ten questions in an hour, so that nobody tries out numbers
 */
export async function askCoverage(
  actor: Actor,
  question: CoverageQuestion,
  deps: CoverageDeps = { clock: systemClock, ids: systemIds, check: configuredCoverageCheck() },
): Promise<CoverageAnswer> {
  const now = deps.clock.now();
  const { accountId, memberId } = requireLeave(actor, 'account.coverage', now);
  await requireUnderLimit(RATE_RULES.coverageCheck, accountId, deps.clock);
  const today = plainDateAt(now, PLAN_ZONE);
  const control = { number: controlNumber(deps.ids), at: now.toISOString().slice(0, 16), test: false };
  const answer = coverageAnswer(await deps.check.check({ ...question, serviceDate: today }, control), today);
  await asMember(memberId, (tx) =>
    recordAudit(tx, {
      actor: actorLabel(actor),
      action: 'coverage.asked',
      subject: `member:${memberId}`,
      detail: { source: answer.source, outcome: answer.outcome },
    }),
  );
  return answer;
}
