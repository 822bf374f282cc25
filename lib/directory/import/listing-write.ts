import 'server-only';
import type { Tx } from '@/lib/db/client';
import { sha256 } from '@/lib/ids';
import { rebuildEntries } from '../entries/store';
import type { ListingRecord } from './listing-model';
import { locationRow, organizationRow, practitionerRow, roleRow, type SiteIds, serviceRow } from './listing-rows';
import { type ListingSite, organizationKeyOf, placeKeyOf } from './listing-sites';
import type { ImportDeps } from './plan-net';
import type { OnProgress } from './progress';
import type { ReportBuilder } from './report';
import {
  ensureNetworks,
  listKnown,
  listKnownRoles,
  type RoleMembership,
  rememberSources,
  replaceMemberships,
  type SourceKnown,
  type SourceSeen,
  upsertRows,
} from './store';

/** The source type of a row as it was read; the others name what was made of it. */
export const LISTING = 'Listing';
/** Sites written at a time: the database writes one part while the next is prepared. */
const PART = 4000;
/** Roles whose search rows are made at a time. */
const SEARCH_PART = 20_000;

export interface Writing {
  readonly source: string;
  readonly batchId: string;
  readonly at: Date;
  readonly deps: ImportDeps;
  readonly report: ReportBuilder;
  readonly sites: readonly ListingSite[];
  readonly onProgress?: OnProgress | undefined;
}

type Row = Record<string, unknown> & { readonly id: string };
type Known = ReadonlyMap<string, Pick<SourceKnown, 'resource_id' | 'content_hash'>>;

const recordHash = (record: ListingRecord) => sha256(JSON.stringify({ ...record, file: '', line: 0 }));
const personKey = ({ person, line1, zip }: ListingRecord) =>
  person?.npi ? `npi|${person.npi}` : `person|${person?.given}|${person?.family}|${line1}|${zip}`;

/** Counts every row and tells which of a site are new or changed. */
function countRows(site: ListingSite, known: Known, report: ReportBuilder): readonly { record: ListingRecord; hash: string }[] {
  return site.records.flatMap((record, index) => {
    const before = known.get(`${LISTING} ${record.key}`);
    const hash = recordHash(record);
    const reason = site.reasons[index];
    if (before?.content_hash === hash) {
      report.count(LISTING, 'unchanged');
      return [];
    }
    if (before) report.count(LISTING, 'changed');
    else if (reason) report.merge(LISTING, reason);
    else report.count(LISTING, 'created');
    return [{ record, hash }];
  });
}

/** What the source's rows have become so far, by type and key. */
async function readKnown(tx: Tx, source: string): Promise<Map<string, Pick<SourceKnown, 'resource_id' | 'content_hash'>>> {
  const known = new Map<string, Pick<SourceKnown, 'resource_id' | 'content_hash'>>();
  const keep = (type: string, key: string, resource_id: string) => known.set(`${type} ${key}`, { resource_id, content_hash: '' });
  // A role tells its practice, place and service, so that these need no source rows of their own.
  for (const role of await listKnownRoles(tx, source)) {
    keep('Organization', organizationKeyOf(role.key), role.organization_id);
    keep('Location', placeKeyOf(role.key), role.location_id);
    keep('HealthcareService', role.key, role.service_id);
  }
  for (const row of await listKnown(tx, source)) known.set(`${row.resource_type} ${row.key}`, row);
  return known;
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
  private readonly sources = new Map<string, SourceSeen>();

  /** `written`: practices, places and people that an earlier part wrote; the first site of an import speaks for them. */
  constructor(private readonly written: Set<string>) {}

  get size(): number {
    return this.rows.practitioner_role.size;
  }

  get roleIds(): readonly string[] {
    return [...this.rows.practitioner_role.keys()];
  }

  remember(source: SourceSeen): void {
    this.sources.set(`${source.resourceType} ${source.key}`, source);
  }

  add(site: ListingSite, ids: SiteIds, place: Row): void {
    if (this.isFirst(ids.organization)) this.rows.organization.set(ids.organization, organizationRow(site, ids.organization));
    if (this.isFirst(ids.location)) this.rows.location.set(ids.location, place);
    const person = ids.practitioner && this.isFirst(ids.practitioner) ? practitionerRow(site, ids.practitioner) : null;
    if (person) this.rows.practitioner.set(person.id, person);
    this.rows.healthcare_service.set(ids.service, serviceRow(site, ids));
    this.rows.practitioner_role.set(ids.role, roleRow(site, ids));
    for (const { id, accepting } of site.records.flatMap(({ networks }) => networks)) {
      this.memberships.push({ roleId: ids.role, networkId: id, accepting });
    }
  }

  private isFirst(id: string): boolean {
    const first = !this.written.has(id);
    this.written.add(id);
    return first;
  }

  /** In the order in which foreign keys allow. */
  async write(tx: Tx, { source, batchId, at }: Writing): Promise<void> {
    for (const [table, rows] of Object.entries(this.rows)) await upsertRows(tx, table, [...rows.values()], at);
    if (this.memberships.length > 0) await ensureNetworks(tx, at);
    await replaceMemberships(tx, this.roleIds, this.memberships);
    await rememberSources(tx, source, batchId, [...this.sources.values()], at);
  }
}

/** Writes the sites that are new or have a new or changed row, and what search reads of them. */
export async function writeSites(tx: Tx, writing: Writing): Promise<void> {
  const { source, deps, report, sites, onProgress } = writing;
  const known = await readKnown(tx, source);
  const written = new Set<string>();
  let part = new Part(written);
  const idOf = (type: string, key: string, keep = false): string => {
    const before = known.get(`${type} ${key}`)?.resource_id;
    if (before) return before;
    const id = deps.ids.uuid<'resource'>();
    known.set(`${type} ${key}`, { resource_id: id, content_hash: '' });
    if (keep) part.remember({ key, resourceType: type, resourceId: id, contentHash: '', raw: {} });
    return id;
  };
  const roleIds: string[] = [];
  let before: Promise<void> = Promise.resolve();
  const flush = async () => {
    await before;
    roleIds.push(...part.roleIds);
    before = part.write(tx, writing);
    // A failure is thrown where it is waited for; until then it must not end the process.
    before.catch(() => {});
    part = new Part(written);
  };
  for (const site of sites) {
    const [record] = site.records;
    const news = countRows(site, known, report);
    onProgress?.('writing places', 1, sites.length);
    const ids: SiteIds = {
      organization: idOf('Organization', site.organizationKey),
      location: idOf('Location', placeKeyOf(site.key)),
      service: idOf('HealthcareService', site.key),
      role: idOf('PractitionerRole', site.key, true),
      practitioner: record.person ? idOf('Practitioner', personKey(record), true) : null,
    };
    // Oddities of a place are told again each time: they are still there to be put right.
    const place = locationRow(site, ids, report);
    if (news.length === 0) continue;
    for (const { record: each, hash } of news) {
      part.remember({ key: each.key, resourceType: LISTING, resourceId: ids.location, contentHash: hash, raw: each.raw });
    }
    part.add(site, ids, place);
    if (part.size >= PART) await flush();
  }
  await flush();
  await before;
  for (let at = 0; at < roleIds.length; at += SEARCH_PART) {
    const some = roleIds.slice(at, at + SEARCH_PART);
    await rebuildEntries(tx, some);
    onProgress?.('making them searchable', some.length, roleIds.length);
  }
}
