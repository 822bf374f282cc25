import 'server-only';
import { AppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import type { Locale } from '@/lib/i18n/locale';
import { isUuid, sha256 } from '@/lib/ids';
import { type Journey, readSlice } from '@/lib/journey/model';
import type { Needs, Routing } from '@/lib/needs/model';
import { routingOf } from '@/lib/needs/queries';
import { facetCode, findFacetGroup } from './facets';
import { type DirectorySlice, DirectorySliceSchema, type PractitionerRoleCard, type ProviderDetail } from './model';
import { getNetwork, type NetworkKey } from './networks';
import { isStale, type Match, type MatchWishes, type Opening, rankMatches } from './rules/match';
import type { EntryHit, EntryResults } from './search/model';
import type { SearchParams } from './search/params';
import { findPlace, type NamedPlace } from './search/place';
import { findWordIds, listEntries, searchEntries } from './search/store';
import { listNamesFrom, listNamesWith } from './search/store-terms';
import { type Suggestion, suggestFacets } from './search/suggest';
import { foldText, isSameWord, understandText } from './search/words';
import { findProviderDetail, findRoleCard } from './store';
import { readDirectoryVersion } from './store-change';

/** The directory is public (42 CFR 431.70), so every actor may read it and no reading is recorded. */

/**
 * A bookable role with its names and place.
 * @throws NOT_FOUND for unknown, malformed and inactive ids alike.
 */
export async function getPractitionerRole(_actor: Actor, id: string): Promise<PractitionerRoleCard> {
  const card = isUuid(id) ? await findRoleCard(db(), id) : null;
  if (!card) throw new AppError('NOT_FOUND');
  return card;
}

/** Equal as long as no change of the directory has been committed, by whatever way. */
export const directoryVersion = (): Promise<string> => readDirectoryVersion(db());

/** Everything the provider page shows. @throws NOT_FOUND */
export async function getProvider(_actor: Actor, id: string): Promise<ProviderDetail> {
  const detail = isUuid(id) ? await findProviderDetail(db(), id) : null;
  if (!detail) throw new AppError('NOT_FOUND');
  return detail;
}

/** The directory's part of a journey; empty when there is none. */
export function directorySliceOf(journey: Journey | null): DirectorySlice {
  return readSlice(journey, 'directory', DirectorySliceSchema) ?? { chosen: [], saved: [] };
}

/** The provider chosen last, or null. */
export function chosenRoleId(journey: Journey | null): string | null {
  return directorySliceOf(journey).chosen.at(-1)?.roleId ?? null;
}

/** Kept providers, in the order they were kept; ones that left the directory are missing. */
export async function listSaved(_actor: Actor, roleIds: readonly string[]): Promise<readonly EntryHit[]> {
  const hits = await listEntries(db(), roleIds);
  return roleIds.flatMap((id) => hits.find(({ roleId }) => roleId === id) ?? []);
}

/** First openings of roles; one without an opening is missing. */
export type FindSoonest = (roleIds: readonly string[], now: Date) => Promise<ReadonlyMap<string, Opening>>;

export interface MatchedList {
  readonly routing: Routing;
  /** Null when the ZIP code is not known. */
  readonly place: NamedPlace | null;
  readonly miles: number;
  readonly matches: readonly Match[];
}

const MATCH_MILES = [25, 50, 100] as const;
const MATCH_CANDIDATES = 60;
const MATCH_LIMIT = 10;
const DAY_MS = 86_400_000;

function wishesOf(needs: Needs, routing: Routing, network: NetworkKey | null): MatchWishes {
  const { who, visit } = needs;
  return {
    services: routing.services.map((key) => facetCode('service', key)),
    concerns: routing.concerns.map((key) => facetCode('concern', key)),
    age: who ? facetCode('age', who.age) : null,
    language: who && who.language !== 'en' ? facetCode('language', who.language) : null,
    mode: visit && visit.mode !== 'any' ? facetCode('mode', visit.mode) : null,
    payer: network ? getNetwork(network).payerTag : null,
    accepting: network ? getNetwork(network).acceptingTag : null,
    order: visit?.order ?? 'soonest',
  };
}

/**
 * Up to ten providers for these answers, each with why it is there and what it does not meet. Service, age and
 * network are needed; the rest are wishes. Looks 25 miles around the ZIP code, then 50, then 100, until ten are found.
 */
export async function listMatches(
  _actor: Actor,
  input: { needs: Needs; network: NetworkKey | null; journeyId: string; withinDays?: number | null },
  deps: { clock: Clock; findSoonest: FindSoonest },
): Promise<MatchedList> {
  const routing = routingOf(input.needs);
  const place = input.needs.visit ? findPlace({ zip: input.needs.visit.zip }) : null;
  const wishes = wishesOf(input.needs, routing, input.network);
  if (!place) return { routing, place, miles: MATCH_MILES[0], matches: [] };
  const filters = [...wishes.services, ...[wishes.age, wishes.payer].filter((code) => code !== null)];
  const now = deps.clock.now();
  // Nearest first, so that one search of the widest circle has what each narrower one would find.
  const widest = { from: place, withinMiles: MATCH_MILES[2], filters, words: [], after: null, limit: MATCH_CANDIDATES };
  const found = (await searchEntries(db(), widest)).hits;
  const within = (most: number) => found.filter((hit) => (hit.miles ?? 0) <= most);
  const miles = MATCH_MILES.find((most) => within(most).length >= MATCH_LIMIT) ?? MATCH_MILES[2];
  const hits = within(miles);
  const soonest = await deps.findSoonest(
    hits.map(({ roleId }) => roleId),
    now,
  );
  const last = input.withinDays ? now.getTime() + input.withinDays * DAY_MS : Number.POSITIVE_INFINITY;
  const inTime = input.withinDays
    ? hits.filter(({ roleId }) => (soonest.get(roleId)?.start.getTime() ?? last + 1) <= last)
    : hits;
  // The same person sees the same order for a day; another person sees ties in another order.
  const seed = Number.parseInt(sha256(`${input.journeyId}:${now.toISOString().slice(0, 10)}`).slice(0, 8), 16);
  return { routing, place, miles, matches: rankMatches(inTime, wishes, { soonest, seed, now, limit: MATCH_LIMIT }) };
}

export interface NetworkSearch {
  readonly place: NamedPlace | null;
  readonly results: EntryResults | null;
  readonly stale: ReadonlySet<string>;
  /** First open times of the rows shown, read now; only when "has an open time" is among the filters. */
  readonly soonest: ReadonlyMap<string, Opening>;
  /** What the text may have meant, when it found nothing. */
  readonly meant: readonly Suggestion[];
}

const PAGE_SIZE = 10;

/** One page of the whole list. Null results: neither a place nor a name was given. */
export async function searchNetwork(
  _actor: Actor,
  input: { params: SearchParams; text: string; locale?: Locale },
  deps: { clock: Clock; findSoonest: FindSoonest },
): Promise<NetworkSearch> {
  const { params } = input;
  const place = params.place ? findPlace(params.place) : null;
  const typed = params.hasText ? understandText(input.text).words : [];
  if (!place && typed.length === 0 && params.filters.length === 0) {
    return { place, results: null, stale: new Set(), soonest: new Map(), meant: [] };
  }
  const words = await Promise.all(typed.map((word) => findWordIds(db(), word)));
  const results = await searchEntries(db(), {
    from: place,
    withinMiles: params.miles,
    filters: params.filters,
    words,
    after: params.after,
    limit: PAGE_SIZE,
  });
  const now = deps.clock.now();
  const stale = results.hits.filter(({ verifiedAt }) => isStale(verifiedAt, now)).map(({ roleId }) => roleId);
  const meant = results.total === 0 && params.hasText && input.locale ? await suggestTerms(input.text, input.locale, 5) : [];
  const timed = params.filters.some((code) => findFacetGroup(code)?.key === 'within');
  const shown = timed ? results.hits.map(({ roleId }) => roleId) : [];
  const soonest = shown.length > 0 ? await deps.findSoonest(shown, now) : new Map();
  return { place, results, stale: new Set(stale), soonest, meant };
}

/** Names that hold the most of the words, typing errors forgiven. The longest word that is known is the rarest: it leads. */
async function namesLike(folded: string): Promise<readonly string[]> {
  const words = folded.split(' ').filter((word) => word.length > 1);
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    const names = await listNamesWith(db(), await findWordIds(db(), word));
    const held = (name: string) => {
      const parts = foldText(name).split(' ');
      return words.filter((each) => parts.some((part) => part.startsWith(each) || isSameWord(each, part))).length;
    };
    const most = Math.max(0, ...names.map(held));
    if (most > 0) return names.filter((name) => held(name) === most).sort();
  }
  return [];
}

/**
 * What a person may mean while they type: filters in their language, then names. Accents and small typing errors are
 * forgiven. Looks at the dictionary of distinct words and names only, so its cost does not grow with the directory.
 */
export async function suggestTerms(text: string, locale: Locale, limit = 8): Promise<readonly Suggestion[]> {
  const folded = foldText(text).slice(0, 60);
  if (folded.length < 2) return [];
  const facets = suggestFacets(folded, locale, Math.ceil(limit / 2));
  const room = limit - facets.length;
  const names = new Set(await listNamesFrom(db(), folded, room));
  if (names.size < room) {
    for (const name of await namesLike(folded)) if (names.size < room) names.add(name);
  }
  return [...facets, ...[...names].map((name) => ({ kind: 'name', text: name }) as const)];
}
