import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { FACET_GROUPS, facetCode } from '@/lib/directory/facets';
import { listMatches, searchNetwork, suggestTerms } from '@/lib/directory/queries';
import { writeSearchParams } from '@/lib/directory/search/params';
import { findPlace } from '@/lib/directory/search/place';
import { searchEntries } from '@/lib/directory/search/store';
import { soonestSlots } from '@/lib/scheduling/queries';
import { getText } from '../rungs/search';
import { pickOf, type ScaleRung, zipOf } from './model';

const VISITOR = { kind: 'visitor', journeyId: null } as const;
const TYPED = [
  'cou',
  'lau',
  'ander',
  'ramirez',
  'ramirz',
  'pena',
  'thera',
  'depres',
  'dep',
  'ansiedad',
  'mari',
  'beh',
  'recov',
  'recvoery',
  'cata',
  'nguy',
  'wel',
  'sm',
  'barber',
  'bardon smi',
  'family serv',
  'niños',
  'alcohol',
  'marcus w',
] as const;
const COMMON = [facetCode('service', 'therapy'), facetCode('age', 'adult'), facetCode('payer', 'medicaid')];
const RARE = [
  [facetCode('service', 'brainInjury'), facetCode('language', 'es')],
  [facetCode('service', 'hospital'), facetCode('language', 'asl')],
  [facetCode('language', 'lao'), facetCode('focus', 'veterans'), facetCode('gender', 'female')],
  [facetCode('service', 'mobileCrisis'), facetCode('language', 'vietnamese'), facetCode('mode', 'video')],
] as const;

const near = (index: number, filters: readonly number[], limit: number, withinMiles = 25) => {
  const from = findPlace({ zip: zipOf(index) });
  return searchEntries(db(), { from, withinMiles, filters, words: [], after: null, limit });
};

/** Filters of 0 to 4 groups, as people set them. */
function mixedFilters(index: number): number[] {
  return FACET_GROUPS.slice(0, index % 5).map((group) => pickOf(group.options, index + group.id).code);
}

const network = (index: number, filters: readonly number[], text = '') =>
  searchNetwork(
    VISITOR,
    { params: { place: { zip: zipOf(index) }, miles: 25, filters, hasText: text !== '', after: null }, text },
    { clock: systemClock, findSoonest: soonestSlots },
  );

const matched = (index: number) =>
  listMatches(
    VISITOR,
    {
      needs: {
        who: {
          forWhom: 'self',
          age: pickOf(['adult', 'teen', 'older'] as const, index),
          language: pickOf(['en', 'es'] as const, index),
        },
        help: { help: [pickOf(['mood', 'worry', 'substance', 'trauma'] as const, index)] },
        now: { now: ['none'] },
        visit: { zip: zipOf(index), mode: 'any', order: 'soonest' },
      },
      network: 'medicaid',
      journeyId: `bench-${index}`,
    },
    { clock: systemClock, findSoonest: soonestSlots },
  );

const searchTarget = (size: number) => (size <= 35_000 ? 30 : 100);

export const SCALE_SEARCH: readonly ScaleRung[] = [
  {
    id: 'typing',
    title: 'typing help',
    ask: (index) => suggestTerms(pickOf(TYPED, index), index % 2 ? 'es' : 'en', 8),
    p95AtMost: () => 20,
  },
  { id: 'nearest', title: 'nearest 20, three filters', ask: (index) => near(index, COMMON, 20), p95AtMost: searchTarget },
  {
    id: 'facets',
    title: 'ten rows and every facet',
    ask: (index) => network(index, mixedFilters(index)),
    p95AtMost: searchTarget,
  },
  {
    id: 'named',
    title: 'by a word of a name',
    ask: (index) => network(index, [], pickOf(['laurel', 'smith', 'barberg', 'wellness'], index)),
    p95AtMost: searchTarget,
  },
  {
    id: 'rare',
    title: 'rare combination, 100 miles',
    ask: (index) => near(index, pickOf(RARE, index), 20, 100),
    p95AtMost: searchTarget,
  },
  { id: 'soonest', title: 'matched list, soonest first', ask: matched, p95AtMost: searchTarget },
];

export const pageRung = (portal: string): ScaleRung => ({
  id: 'page',
  title: 'full page over HTTP',
  bare: false,
  ask: (index) => {
    const filters = mixedFilters(index);
    return getText(
      `${portal}/en/providers/search${writeSearchParams({ place: { zip: zipOf(index) }, miles: 25, filters, hasText: false, after: null })}`,
    );
  },
});
