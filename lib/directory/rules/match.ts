import { seededRandom } from '@/lib/ids';
import type { Slot } from '@/lib/scheduling/model';
import type { EntryHit } from '../search/model';
import { STALE_DAYS } from './trust';

/** What a person is looking for, as facet codes; empty lists mean "no wish". */
export interface MatchWishes {
  readonly services: readonly number[];
  readonly concerns: readonly number[];
  readonly age: number | null;
  /** Null when any language will do (English is always possible through an interpreter). */
  readonly language: number | null;
  readonly mode: number | null;
  /** "In the network" and "takes new patients" codes of the person's coverage; null while it is not known. */
  readonly payer: number | null;
  readonly accepting: number | null;
  readonly order: 'soonest' | 'nearest';
}

export type MatchReason =
  | { readonly kind: 'service' | 'concern'; readonly met: true; readonly codes: readonly number[] }
  | {
      readonly kind: 'concern' | 'age' | 'language' | 'mode' | 'payer' | 'accepting';
      readonly met: boolean;
      readonly code: number;
    }
  | { readonly kind: 'checked'; readonly met: boolean; readonly on: Date | null };

/** When a visit could be, and where its clock hangs. */
export type Opening = Pick<Slot, 'start' | 'mode' | 'zone'>;

export interface Match {
  readonly hit: EntryHit;
  /** First opening, null when none is known. */
  readonly soonest: Opening | null;
  readonly reasons: readonly MatchReason[];
}

const DAY_MS = 86_400_000;
/** Of one organisation at most two rows, so that a large one cannot fill the list. */
const PER_ORGANIZATION = 2;

/** True when an entry was never fully checked or not in the last 90 days. */
export function isStale(verifiedAt: Date | null, now: Date): boolean {
  return verifiedAt === null || now.getTime() - verifiedAt.getTime() > STALE_DAYS * DAY_MS;
}

function reasonsOf(hit: EntryHit, wishes: MatchWishes, now: Date): readonly MatchReason[] {
  const has = new Set(hit.tags);
  const services = wishes.services.filter((code) => has.has(code));
  const concerns = wishes.concerns.filter((code) => has.has(code));
  const single = (['age', 'language', 'mode', 'payer', 'accepting'] as const).flatMap((kind) => {
    const code = wishes[kind];
    return code === null ? [] : [{ kind, met: has.has(code), code }];
  });
  const firstConcern = wishes.concerns[0];
  return [
    ...(services.length > 0 ? [{ kind: 'service', met: true, codes: services } as const] : []),
    ...(concerns.length > 0 ? [{ kind: 'concern', met: true, codes: concerns } as const] : []),
    ...(concerns.length === 0 && firstConcern !== undefined
      ? [{ kind: 'concern', met: false, code: firstConcern } as const]
      : []),
    ...single,
    { kind: 'checked', met: !isStale(hit.verifiedAt, now), on: hit.verifiedAt },
  ];
}

/**
 * Up to `limit` candidates, each with what it meets and what it does not. Order: takes new people; fewest unmet
 * wishes; facts checked in the last 90 days; soonest or nearest as the person chose; ties rotate with `seed`, so
 * that no provider is always first. Nobody can pay for a place.
 */
export function rankMatches(
  hits: readonly EntryHit[],
  wishes: MatchWishes,
  context: {
    readonly soonest: ReadonlyMap<string, Opening>;
    readonly seed: number;
    readonly now: Date;
    readonly limit: number;
  },
): readonly Match[] {
  const random = seededRandom(context.seed);
  const ranked = hits.map((hit) => {
    const reasons = reasonsOf(hit, wishes, context.now);
    const unmet = reasons.filter(({ met, kind }) => !met && kind !== 'checked').length;
    const closed = reasons.some(({ kind, met }) => kind === 'accepting' && !met);
    const soonest = context.soonest.get(hit.roleId) ?? null;
    const day = soonest ? Math.floor(soonest.start.getTime() / DAY_MS) : Number.MAX_SAFE_INTEGER;
    // Half a mile or a day makes no difference to a person; within it the turn decides.
    const miles = Math.round((hit.miles ?? 0) * 2);
    const stale = isStale(hit.verifiedAt, context.now) || hit.ghostScore > 0;
    const [first, second] = wishes.order === 'soonest' ? [day, miles] : [miles, day];
    return { match: { hit, soonest, reasons }, key: [Number(closed), unmet, Number(stale), first, second, random()] };
  });
  ranked.sort((a, b) => {
    const at = a.key.findIndex((value, index) => value !== b.key[index]);
    return at < 0 ? 0 : (a.key[at] ?? 0) - (b.key[at] ?? 0);
  });
  const perOrganization = new Map<string, number>();
  const chosen: Match[] = [];
  for (const { match } of ranked) {
    const count = perOrganization.get(match.hit.organizationId) ?? 0;
    if (count >= PER_ORGANIZATION) continue;
    perOrganization.set(match.hit.organizationId, count + 1);
    chosen.push(match);
    if (chosen.length === context.limit) break;
  }
  return chosen;
}
