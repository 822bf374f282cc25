import { z } from 'zod';
import { parseAddress } from '@/lib/auth/address';
import { type PlainDateString, withDateParts } from '@/lib/clock';
import type { Id } from '@/lib/ids';

export type AuthorityId = Id<'authority'>;

/** On what ground somebody acts for another person: the consent bases of `lib/needs` that name another person. */
export const AUTHORITY_BASES = ['parent', 'guardian', 'court'] as const;
export type AuthorityBasis = (typeof AUTHORITY_BASES)[number];

/** Kinds of papers staff may write down. The paper itself is never kept: it can say more than who may act. */
export const PAPERS = ['birthCertificate', 'adoption', 'guardianLetters', 'custodyOrder', 'courtOrder'] as const;
export const REFUSALS = ['notShown', 'namesNotThem', 'over', 'unreadable', 'notOfficial', 'ofAge'] as const;

const name = (key: string) => z.string(key).trim().min(2, key).max(120, key);

/** What a parent or guardian says. Names as on the paper, so that staff can compare. */
export const AuthorityAskSchema = z.strictObject({
  basis: z.enum(AUTHORITY_BASES, 'account.errors.basis'),
  ownName: name('account.errors.ownName'),
  theirName: name('account.errors.theirName'),
  phone: z
    .string()
    .trim()
    .max(40, 'account.errors.phone')
    .default('')
    .transform((typed, context) => {
      const parsed = typed === '' ? null : parseAddress(typed);
      if (parsed?.kind === 'phone' || typed === '') return parsed?.text ?? null;
      context.addIssue({ code: 'custom', message: 'account.errors.phone' });
      return z.NEVER;
    }),
});
export type AuthorityAsk = z.output<typeof AuthorityAskSchema>;

/** Sealed with the task: who asks for whom, and where to call. */
export const AuthorityNoteSchema = z.object({ ownName: z.string(), theirName: z.string(), phone: z.string().nullable() });

/** Three empty boxes are no date; anything else must be one. */
const dates = (form: unknown) => ['paperDated', 'until', 'birthDate'].reduce(withOptionalDate, form);
function withOptionalDate(form: unknown, field: string): unknown {
  const whole = withDateParts(form, field) as Record<string, unknown>;
  if (typeof form !== 'object' || form === null) return form;
  const typed = ['month', 'day', 'year'].some((part) => String(whole[`${field}-${part}`] ?? '').trim() !== '');
  return { ...whole, [field]: whole[field] ?? (typed ? 'no date' : undefined) };
}
const date = (key: string) =>
  z
    .string(key)
    .regex(/^\d{4}-\d\d-\d\d$/, key)
    .transform((text) => text as PlainDateString);

/** What staff saw. `until` is the last day on the paper; a birth date says that the person is a child. */
export const PaperSeenSchema = z.preprocess(
  dates,
  z.object({
    paper: z.enum(PAPERS, 'desk.errors.paper'),
    paperDated: date('desk.errors.paperDated'),
    until: date('desk.errors.until').optional(),
    birthDate: date('desk.errors.birthDate').optional(),
  }),
);
export type PaperSeen = z.output<typeof PaperSeenSchema>;

export const RefusalSchema = z.object({ refusal: z.enum(REFUSALS, 'desk.errors.refusal') });
export type Refusal = (typeof REFUSALS)[number];

/** What was said and seen, as both sides and staff see it. */
export interface AuthorityView {
  readonly basis: AuthorityBasis;
  /** `ended` also when its day came and the nightly job has not. */
  readonly status: 'waiting' | 'accepted' | 'refused' | 'ended';
  /** The code to say on the phone. */
  readonly reference: string;
  /** By when somebody looks at it. Exclusive. */
  readonly dueAt: Date;
  readonly decidedAt: Date | null;
  readonly paper: (typeof PAPERS)[number] | null;
  readonly paperDated: PlainDateString | null;
  /** The first day on which it no longer holds. */
  readonly endsOn: PlainDateString | null;
  readonly refusal: Refusal | null;
}
