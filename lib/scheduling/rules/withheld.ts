import type { Actor } from '@/lib/auth/actor';
import { plainDateAt } from '@/lib/clock';

interface Visit {
  readonly startsAt: Date;
  readonly zone: string;
  readonly withheld: boolean;
  readonly document: { readonly details: { readonly birthDate: string } } | null;
}

/** True when the person is under 18 on the day of the visit: they may consent to this care alone (G.S. 90-21.5(a)). */
export function isMinorsVisit({ startsAt, zone, document }: Visit): boolean {
  const birthDate = document?.details.birthDate;
  if (!birthDate) return false;
  const eighteenth = `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
  return plainDateAt(startsAt, zone) < eighteenth;
}

/** Whoever acts for somebody does not see what that person keeps to themself; for them it does not exist. */
export function isShownTo(actor: Actor, { withheld }: Pick<Visit, 'withheld'>): boolean {
  return !withheld || actor.kind !== 'member' || actor.relation === null;
}
