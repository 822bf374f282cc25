import { z } from 'zod';
import { type PlainDateString, withDateParts } from '@/lib/clock';
import type { CoverageCheckResult } from './x12/coverage-check';

/** What a payer's answer means for the person, as message-sized codes. `other`: help with Medicare, but no full Medicaid. */
export const COVERAGE_OUTCOMES = [
  'active',
  'other',
  'inactive',
  'try_later',
  'check_id',
  'check_birth_date',
  'check_name',
  'not_found',
  'several_found',
  'our_set_up',
  'unknown',
] as const;

/** The result of one question to the payer, without the number, name or birth date that were asked about. */
export const CoverageAnswerSchema = z.strictObject({
  source: z.enum(['clearinghouse', 'simulator']),
  outcome: z.enum(COVERAGE_OUTCOMES),
  /** The plan as the payer writes it. */
  plan: z.string().max(80).nullable(),
  /** Last day of the coverage, `YYYY-MM-DD`, when the payer says one. */
  until: z.string().nullable(),
  /** Day asked about, `YYYY-MM-DD`. */
  asOf: z.string(),
});
export type CoverageAnswer = z.output<typeof CoverageAnswerSchema>;

/** EB04 of full Medicaid; `QM` and the Medicare codes are not. */
const MEDICAID = 'MC';

/** Reads a payer's answer for a person. An answer that cannot be read counts as "try later": a call helps. */
export function coverageAnswer({ source, response }: CoverageCheckResult, asOf: PlainDateString): CoverageAnswer {
  const none = { source, plan: null, until: null, asOf };
  if (response.kind === 'rejected') return { ...none, outcome: response.rejections[0].meaning };
  if (response.kind !== 'answer') return { ...none, outcome: 'try_later' };
  const active = response.lines.filter((line) => line.status === 'active');
  const line = active.find((each) => each.insuranceType === MEDICAID) ?? active[0] ?? response.lines[0];
  const outcome = active.length === 0 ? 'inactive' : line?.insuranceType === MEDICAID ? 'active' : 'other';
  // A plan that names one day only (291 with D8) says nothing about its end.
  return { ...none, outcome, plan: line?.plan?.slice(0, 80) ?? null, until: line?.to ?? null };
}

const name = (message: string) => z.string(message).trim().min(1, message).max(60, message);
const boxes = z.string().optional();
const BIRTH = 'eligibility.coverage.errors.birthDate';

/** The form: the number on the card, and who it belongs to, as payers match them. */
export const CoverageFormSchema = z.preprocess(
  (form) => withDateParts(form, 'birthDate'),
  z
    .strictObject({
      locale: z.string(),
      memberId: z
        .string('eligibility.coverage.errors.memberId')
        .transform((typed) => typed.replace(/[\s-]/g, '').toUpperCase())
        .pipe(z.string().regex(/^[0-9A-Z]{8,14}$/, 'eligibility.coverage.errors.memberId')),
      firstName: name('eligibility.coverage.errors.firstName'),
      lastName: name('eligibility.coverage.errors.lastName'),
      'birthDate-month': boxes,
      'birthDate-day': boxes,
      'birthDate-year': boxes,
      birthDate: z.custom<PlainDateString>((date) => typeof date === 'string' && date >= '1900-01-01', BIRTH),
    })
    .transform(({ memberId, firstName, lastName, birthDate }) => ({ memberId, firstName, lastName, birthDate })),
);
export type CoverageQuestion = z.output<typeof CoverageFormSchema>;
