import 'server-only';
import type { Tx } from '@/lib/db/client';
import { rebuildEntries } from '../entries/store';
import type { Batch } from './batch';
import { locationRow, organizationRow, practitionerRow, roleRow, type SiteIds, serviceRow } from './listing-rows';
import { type ListingSite, organizationKeyOf, placeKeyOf, readSites, type SiteRecord, type SiteRow } from './listing-sites';
import type { ReportBuilder } from './report';
import {
  ensureNetworks,
  listKnownMade,
  listKnownRoles,
  type RoleMembership,
  rememberSources,
  replaceMemberships,
  type SourceSeen,
  upsertRows,
} from './store';
import { rememberStaged, type StagedSource } from './store-stage';

/** The source type of a row as it was read; the others name what was made of it. */
export const LISTING = 'Listing';
/** Sites written at a time: the database writes one part while the next is prepared. */
const PART = 1000;
/** Roles whose search rows are made at a time. */
const SEARCH_PART = 20_000;

type Row = Record<string, unknown> & { readonly id: string };

const personKey = ({ person, line1, zip }: SiteRecord) =>
  person?.npi ? `npi|${person.npi}` : `person|${person?.given}|${person?.family}|${line1}|${zip}`;

/** Counts every row and tells which of a site are new or changed. */
function countRows(site: ListingSite, report: ReportBuilder): readonly SiteRow[] {
  return site.rows.filter(({ hash, before, reason }) => {
    if (before === hash) {
      report.count(LISTING, 'unchanged');
      return false;
    }
    if (before !== null) report.count(LISTING, 'changed');
    else if (reason) report.merge(LISTING, reason);
    else report.count(LISTING, 'created');
    return true;
  });
}

/** Something that several sites may share. */
interface Shared {
  readonly id: string;
  /** The first site of an import speaks for it; the others leave it alone. */
  written: boolean;
}

/** What the source's rows have become so far. Grows with the places of a source: some two hundred bytes for each. */
class KnownIds {
  private readonly types = new Map<string, Map<string, Shared>>();

  static async read(tx: Tx, source: string): Promise<KnownIds> {
    const known = new KnownIds();
    // A role tells its practice, place and service, so that these need no source rows of their own.
    for (const role of await listKnownRoles(tx, source)) {
      known.keep('Organization', organizationKeyOf(role.key), role.organization_id);
      known.keep('Location', placeKeyOf(role.key), role.location_id);
      known.keep('HealthcareService', role.key, role.service_id);
    }
    for (const { resource_type, key, resource_id } of await listKnownMade(tx, source))
      known.keep(resource_type, key, resource_id);
    return known;
  }

  find(type: string, key: string): Shared | undefined {
    return this.types.get(type)?.get(key);
  }

  keep(type: string, key: string, id: string): Shared {
    const shared = { id, written: false };
    const ofType = this.types.get(type) ?? new Map<string, Shared>();
    this.types.set(type, ofType.set(key, shared));
    return shared;
  }
}

/** The practice, place and person of a site. */
interface SharedOfSite {
  readonly organization: Shared;
  readonly location: Shared;
  readonly practitioner: Shared | null;
}

/** True for the first who asks. */
function isFirst(shared: Shared): boolean {
  const first = !shared.written;
  shared.written = true;
  return first;
}

/** Rows of a few thousand sites, ready to be written. */
class Part {
  private readonly rows = {
    organization: new Map<string, Row>(),
    location: new Map<string, Row>(),
    practitioner: new Map<string, Row>(),
    healthcare_service: new Map<string, Row>(),
    practitioner_role: new Map<string, Row>(),
  };
  private readonly memberships: RoleMembership[] = [];
  private readonly made = new Map<string, SourceSeen>();
  private readonly staged: StagedSource[] = [];

  get size(): number {
    return this.rows.practitioner_role.size;
  }

  get roleIds(): readonly string[] {
    return [...this.rows.practitioner_role.keys()];
  }

  /** A row that this import makes under a key of its own. */
  remember(resourceType: string, key: string, resourceId: string): void {
    this.made.set(`${resourceType} ${key}`, { key, resourceType, resourceId, contentHash: '', raw: {} });
  }

  keepRows(news: readonly SiteRow[], resourceId: string): void {
    for (const { seq } of news) this.staged.push({ seq, resourceId });
  }

  add(site: ListingSite, ids: SiteIds, place: Row, { organization, location, practitioner }: SharedOfSite): void {
    if (isFirst(organization)) this.rows.organization.set(ids.organization, organizationRow(site, ids.organization));
    if (isFirst(location)) this.rows.location.set(ids.location, place);
    const person = practitioner && isFirst(practitioner) ? practitionerRow(site, practitioner.id) : null;
    if (person) this.rows.practitioner.set(person.id, person);
    this.rows.healthcare_service.set(ids.service, serviceRow(site, ids));
    this.rows.practitioner_role.set(ids.role, roleRow(site, ids));
    for (const { id, accepting } of site.records.flatMap(({ networks }) => networks)) {
      this.memberships.push({ roleId: ids.role, networkId: id, accepting });
    }
  }

  /** In the order in which foreign keys allow. */
  async write({ tx, id: batchId, at }: Batch, source: string): Promise<void> {
    for (const [table, rows] of Object.entries(this.rows)) await upsertRows(tx, table, [...rows.values()], at);
    if (this.memberships.length > 0) await ensureNetworks(tx, at);
    await replaceMemberships(tx, this.roleIds, this.memberships);
    await rememberSources(tx, source, batchId, [...this.made.values()], at);
    await rememberStaged(tx, { source, type: LISTING, batchId, at }, this.staged);
  }
}

/** Writes the staged sites that are new or have a new or changed row, and what search reads of them. */
export async function writeSites(batch: Batch, source: string, sites: number): Promise<void> {
  const { tx, deps, report } = batch;
  const known = await KnownIds.read(tx, source);
  let part = new Part();
  const sharedBy = (type: string, key: string): Shared =>
    known.find(type, key) ?? known.keep(type, key, deps.ids.uuid<'resource'>());
  const personOf = (key: string): Shared => {
    const before = known.find('Practitioner', key);
    if (before) return before;
    const person = known.keep('Practitioner', key, deps.ids.uuid<'resource'>());
    part.remember('Practitioner', key, person.id);
    return person;
  };
  // Services and roles belong to one site: nobody asks for them again.
  const roleOf = (key: string): string => {
    const before = known.find('PractitionerRole', key);
    if (before) return before.id;
    const id = deps.ids.uuid<'resource'>();
    part.remember('PractitionerRole', key, id);
    return id;
  };
  const roleIds: string[] = [];
  let before: Promise<void> = Promise.resolve();
  const flush = async () => {
    await before;
    roleIds.push(...part.roleIds);
    before = part.write(batch, source);
    // A failure is thrown where it is waited for; until then it must not end the process.
    before.catch(() => {});
    part = new Part();
  };
  for await (const site of readSites(tx)) {
    const [record] = site.records;
    const news = countRows(site, report);
    deps.onProgress?.('writing places', 1, sites);
    const shared: SharedOfSite = {
      organization: sharedBy('Organization', site.organizationKey),
      location: sharedBy('Location', placeKeyOf(site.key)),
      practitioner: record.person ? personOf(personKey(record)) : null,
    };
    const ids: SiteIds = {
      organization: shared.organization.id,
      location: shared.location.id,
      service: known.find('HealthcareService', site.key)?.id ?? deps.ids.uuid<'resource'>(),
      role: roleOf(site.key),
      practitioner: shared.practitioner?.id ?? null,
    };
    // Oddities of a place are told again each time: they are still there to be put right.
    const place = locationRow(site, ids, report);
    if (news.length === 0) continue;
    part.keepRows(news, ids.location);
    part.add(site, ids, place, shared);
    if (part.size >= PART) await flush();
  }
  await flush();
  await before;
  await makeSearchable(batch, roleIds);
}

/** Writes what search reads of these roles. */
export async function makeSearchable({ tx, deps }: Batch, roleIds: readonly string[]): Promise<void> {
  for (let at = 0; at < roleIds.length; at += SEARCH_PART) {
    const some = roleIds.slice(at, at + SEARCH_PART);
    await rebuildEntries(tx, some);
    deps.onProgress?.('making them searchable', some.length, roleIds.length);
  }
}
