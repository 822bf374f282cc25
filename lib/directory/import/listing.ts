import 'server-only';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { db, type Tx } from '@/lib/db/client';
import { sha256 } from '@/lib/ids';
import { rebuildEntries } from '../entries/store';
import { jsonAnswerOf } from './json-file';
import type { ListingRecord, TableFormat } from './listing-model';
import { locationRow, organizationRow, practitionerRow, roleRow, type SiteIds, serviceRow } from './listing-rows';
import { groupSites, type ListingSite } from './listing-sites';
import { readNppesAnswer } from './nppes-api';
import type { ImportDeps } from './plan-net';
import { type ImportReport, ReportBuilder } from './report';
import { readSamhsaAnswer } from './samhsa-api';
import {
  ensureNetworks,
  finishBatch,
  listKnown,
  quarantine,
  rememberSources,
  replaceMemberships,
  type SourceKnown,
  type SourceSeen,
  startBatch,
  upsertRows,
} from './store';
import { formatOf, readTable } from './table-file';

const BATCH_LIMIT_MS = 15 * 60_000;
const TYPE = 'Listing';

export interface ListingInput {
  readonly files: readonly string[];
  readonly formats: readonly TableFormat[];
  /** Names where rows come from; the format's name unless told otherwise. */
  readonly source?: string | undefined;
  /** Use nothing at all when one row cannot be used. */
  readonly allOrNothing?: boolean | undefined;
}

/** A file with unusable rows, when all of them were wanted. Nothing was written. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused';
  constructor(readonly report: ImportReport) {
    super(`${report.counts.rejected} rows cannot be used; nothing was imported`);
  }
}

/**
 * Brings a table of listings into the directory: one transaction for all files, so that nothing is half-imported.
 * Rows are found again by source and key; a second run changes nothing. Unusable rows go to quarantine.
 * @throws UnknownFormat, or RowsRefused with `allOrNothing`
 */
export async function importListings(
  actor: Actor,
  input: ListingInput,
  deps: ImportDeps & { readonly onProgress?: (rows: number) => void },
): Promise<ImportReport> {
  const { records, format, report, hash } = await readAll(input, deps.onProgress);
  const source = input.source ?? format;
  if (input.allOrNothing && report.build().counts.rejected > 0) throw new RowsRefused(report.build());
  const fileName = input.files.map((file) => path.basename(file)).join(', ');
  return db().$transaction(
    async (tx) => {
      const at = deps.clock.now();
      const batchId = deps.ids.uuid<'import_batch'>();
      await startBatch(tx, batchId, source, fileName, hash, at);
      await writeSites(tx, { source, batchId, at, deps, report, sites: groupSites(records, report) });
      const built = report.build();
      const rows = built.rejections.map((each) => ({ ...each, id: deps.ids.uuid<'quarantine'>(), rowHash: sha256(each.raw) }));
      await quarantine(tx, batchId, rows);
      await finishBatch(tx, batchId, built, deps.clock.now());
      await recordAudit(tx, {
        actor: actorLabel(actor),
        action: 'directory.imported',
        subject: `import_batch:${batchId}`,
        detail: { ...built.counts },
      });
      return built;
    },
    { timeout: BATCH_LIMIT_MS, maxWait: 5000 },
  );
}

function linesOf(file: string, onHeading: (heading: readonly string[]) => void) {
  if (!/\.json(\.gz)?$/.test(file)) return readTable(file, onHeading);
  return jsonAnswerOf(file) === 'samhsa' ? readSamhsaAnswer(file, onHeading) : readNppesAnswer(file, onHeading);
}

async function readAll(input: ListingInput, onProgress: ((rows: number) => void) | undefined) {
  const records: ListingRecord[] = [];
  const hash = createHash('sha256');
  let format: TableFormat | null = null;
  const report = new ReportBuilder(input.source ?? 'listing');
  for (const path_ of input.files) {
    for await (const chunk of createReadStream(path_)) hash.update(chunk as Buffer);
    const file = path.basename(path_);
    const found = (heading: readonly string[]) => {
      format = formatOf(heading, input.formats);
    };
    for await (const { line, cells, raw, fault } of linesOf(path_, found)) {
      report.count(TYPE, 'read');
      onProgress?.(1);
      const reader = format as TableFormat | null;
      if (!reader) continue;
      const suspect = (kind: string) => report.suspect(kind, `${file}:${line}`);
      const read = fault
        ? { unusable: { field: '(line)', why: fault, fix: 'Put texts that hold a comma in quotes' } }
        : reader.read(cells, { file, line, suspect });
      if ('record' in read) records.push(read.record);
      else report.reject(TYPE, { file, line, raw, ...read.unusable });
    }
  }
  const name = (format as TableFormat | null)?.name ?? 'listing';
  return { records, format: name, report, hash: hash.digest('hex') };
}

interface Writing {
  readonly source: string;
  readonly batchId: string;
  readonly at: Date;
  readonly deps: ImportDeps;
  readonly report: ReportBuilder;
  readonly sites: readonly ListingSite[];
}

const recordHash = (record: ListingRecord) => sha256(JSON.stringify({ ...record, file: '', line: 0 }));

/** Counts every row and tells which sites have one that is new or changed. */
function countRows(site: ListingSite, known: ReadonlyMap<string, SourceKnown>, report: ReportBuilder): boolean {
  let dirty = false;
  site.records.forEach((record, index) => {
    const before = known.get(`${TYPE} ${record.key}`);
    const reason = site.reasons[index];
    if (before?.content_hash === recordHash(record)) report.count(TYPE, 'unchanged');
    else {
      dirty = true;
      if (before) report.count(TYPE, 'changed');
      else if (reason) report.merge(TYPE, reason);
      else report.count(TYPE, 'created');
    }
  });
  return dirty;
}

async function writeSites(tx: Tx, writing: Writing): Promise<void> {
  const { source, batchId, at, deps, report, sites } = writing;
  const known = new Map((await listKnown(tx, source)).map((row) => [`${row.resource_type} ${row.key}`, row]));
  const fresh = new Map<string, string>();
  const seen = new Map<string, SourceSeen>();
  const idOf = (type: string, key: string) => {
    const id = known.get(`${type} ${key}`)?.resource_id ?? fresh.get(`${type} ${key}`) ?? deps.ids.uuid<'resource'>();
    fresh.set(`${type} ${key}`, id);
    seen.set(`${type} ${key}`, { key, resourceType: type, resourceId: id, contentHash: '', raw: {} });
    return id;
  };
  const rows = {
    organization: new Map<string, Row>(),
    location: [] as Row[],
    practitioner: new Map<string, Row>(),
    service: [] as Row[],
    role: [] as Row[],
  };
  const memberships = [];
  for (const site of sites) {
    // Oddities of a place are told again each time: they are still there to be put right.
    const [record] = site.records;
    const ids: SiteIds = {
      organization: idOf('Organization', site.organizationKey),
      location: idOf('Location', site.key.replace(/\|[^|]*$/, '')),
      service: idOf('HealthcareService', site.key),
      role: idOf('PractitionerRole', site.key),
      practitioner: record.person ? idOf('Practitioner', personKey(record)) : null,
    };
    const place = locationRow(site, ids, report);
    if (!countRows(site, known, report)) continue;
    for (const each of site.records) {
      seen.set(`${TYPE} ${each.key}`, {
        key: each.key,
        resourceType: TYPE,
        resourceId: ids.location,
        contentHash: recordHash(each),
        raw: each.raw,
      });
    }
    rows.organization.set(ids.organization, organizationRow(site, ids.organization));
    rows.location.push(place);
    const person = ids.practitioner ? practitionerRow(site, ids.practitioner) : null;
    if (person) rows.practitioner.set(person.id, person);
    rows.service.push(serviceRow(site, ids));
    rows.role.push(roleRow(site, ids));
    memberships.push(
      ...site.records.flatMap(({ networks }) =>
        networks.map(({ id, accepting }) => ({ roleId: ids.role, networkId: id, accepting })),
      ),
    );
  }
  if (rows.role.length === 0) return;
  await upsertRows(tx, 'organization', [...rows.organization.values()], at);
  await upsertRows(tx, 'location', [...new Map(rows.location.map((row) => [row.id, row])).values()], at);
  await upsertRows(tx, 'practitioner', [...rows.practitioner.values()], at);
  await upsertRows(tx, 'healthcare_service', rows.service, at);
  await upsertRows(tx, 'practitioner_role', rows.role, at);
  const roleIds = rows.role.map(({ id }) => id);
  if (memberships.length > 0) await ensureNetworks(tx, at);
  await replaceMemberships(tx, roleIds, memberships);
  await rememberSources(
    tx,
    source,
    batchId,
    [...seen.values()].filter((row) => isNews(row, known)),
    at,
  );
  await rebuildEntries(tx, roleIds);
}

type Row = Record<string, unknown> & { readonly id: string };
const isNews = (row: SourceSeen, known: ReadonlyMap<string, SourceKnown>) =>
  known.get(`${row.resourceType} ${row.key}`)?.content_hash !== row.contentHash;
const personKey = ({ person, line1, zip }: ListingRecord) =>
  person?.npi ? `npi|${person.npi}` : `person|${person?.given}|${person?.family}|${line1}|${zip}`;
