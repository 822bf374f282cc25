import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock, instant } from '@/lib/clock';
import { facetCode } from '@/lib/directory/facets';
import { isStale, type MatchWishes, type Opening, rankMatches } from '@/lib/directory/rules/match';
import type { EntryHit } from '@/lib/directory/search/model';

const now = fixedClock('2026-11-22T12:00:00Z').now();
const spanish = facetCode('language', 'es');
const open = facetCode('accepting', 'medicaid');
const hit = (id: number, change: Partial<EntryHit> = {}): EntryHit => ({
  entryId: id,
  roleId: `role-${id}`,
  organizationId: `organization-${id}`,
  displayName: `Provider ${id}`,
  organizationName: `Provider ${id}`,
  city: 'Gastonia',
  zip: '28052',
  countyFips: '37071',
  lat: 35,
  lon: -81,
  phone: null,
  tags: [open, spanish],
  verifiedAt: instant('2026-11-10T12:00:00Z'),
  ghostScore: 0,
  demonstration: true,
  miles: 3,
  ...change,
});
const wishes: MatchWishes = {
  services: [],
  concerns: [],
  age: null,
  language: spanish,
  mode: null,
  payer: null,
  accepting: open,
  order: 'nearest',
};
const opening = (iso: string): Opening => ({ start: instant(iso), mode: 'inPerson', zone: 'America/New_York' });
const rank = (hits: readonly EntryHit[], change: Partial<MatchWishes> = {}, seed = 1, soonest = new Map<string, Opening>()) =>
  rankMatches(hits, { ...wishes, ...change }, { soonest, seed, now, limit: 10 }).map(({ hit: { entryId } }) => entryId);

describe('the order of the matched list', () => {
  it('puts those who take no new people last, however near', () => {
    expect(rank([hit(1, { tags: [spanish], miles: 0 }), hit(2, { miles: 20 })])).toEqual([2, 1]);
  });

  it('puts fewer unmet wishes first', () => {
    expect(rank([hit(1, { tags: [open], miles: 0 }), hit(2, { miles: 20 })])).toEqual([2, 1]);
  });

  it('lets entries sink that were not checked in 90 days, or never', () => {
    const old = instant('2026-08-01T12:00:00Z');
    expect(rank([hit(1, { verifiedAt: null, miles: 0 }), hit(2, { verifiedAt: old, miles: 1 }), hit(3, { miles: 20 })])[0]).toBe(
      3,
    );
    expect(isStale(instant('2026-08-24T12:00:00Z'), now)).toBe(false);
    expect(isStale(instant('2026-08-24T11:59:59Z'), now)).toBe(true);
  });

  it('goes by miles or by the soonest visit, as the person chose', () => {
    const hits = [hit(1, { miles: 2 }), hit(2, { miles: 9 })];
    const soonest = new Map([
      ['role-1', opening('2026-12-09T15:00:00Z')],
      ['role-2', opening('2026-11-24T15:00:00Z')],
    ]);
    expect(rank(hits, { order: 'nearest' }, 1, soonest)).toEqual([1, 2]);
    expect(rank(hits, { order: 'soonest' }, 1, soonest)).toEqual([2, 1]);
  });

  it('shows at most two of one organisation and ten in all', () => {
    const same = Array.from({ length: 5 }, (_, id) => hit(id, { organizationId: 'one' }));
    expect(rank(same)).toHaveLength(2);
    expect(rank(Array.from({ length: 30 }, (_, id) => hit(id)))).toHaveLength(10);
  });

  it('gives equals the first place about equally often, and the same person the same order', () => {
    const equals = [hit(1), hit(2), hit(3), hit(4)];
    const firsts = Array.from({ length: 2000 }, (_, seed) => rank(equals, {}, seed)[0]);
    for (const id of [1, 2, 3, 4]) expect(firsts.filter((first) => first === id).length).toBeGreaterThan(400);
    expect(rank(equals, {}, 77)).toEqual(rank(equals, {}, 77));
  });

  it('does not depend on the order in which candidates arrive, but for ties', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 6 }), (order) => {
        expect(rank(order.map((id) => hit(id, { miles: id * 3 })))).toEqual([1, 2, 3, 4, 5, 6]);
      }),
    );
  });

  it('says what is not met instead of hiding it', () => {
    const [match] = rankMatches([hit(1, { tags: [] })], wishes, { soonest: new Map(), seed: 1, now, limit: 10 });
    expect(match?.reasons.filter(({ met }) => !met).map(({ kind }) => kind)).toEqual(['language', 'accepting']);
  });
});
