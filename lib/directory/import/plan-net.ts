import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { db, type Tx } from '@/lib/db/client';
import type { FhirObject } from '@/lib/fhir/model';
import { type Ids, sha256 } from '@/lib/ids';
import { type PlanNetFile, type ReadResource, readFiles } from './plan-net-files';
import { fromFhirEndpoint, fromFhirInsurancePlan, fromFhirOrganizationAffiliation } from './plan-net-plan-rows';
import {
  type FromFhir,
  fromFhirHealthcareService,
  fromFhirLocation,
  fromFhirOrganization,
  fromFhirPractitioner,
  fromFhirPractitionerRole,
  type ImportRow,
} from './plan-net-rows';
import type { ImportContext } from './plan-net-values';
import { keepRejected } from './quarantine';
import { type ImportReport, ReportBuilder } from './report';
import {
  finishBatch,
  listKnown,
  type RoleMembership,
  rememberSources,
  replaceMemberships,
  type SourceKnown,
  type SourceSeen,
  startBatch,
  upsertRows,
} from './store';

interface ImportTable {
  readonly type: string;
  readonly table: string;
  readonly fromFhir: FromFhir;
}

/** In the order in which foreign keys allow. */
const TABLES: readonly ImportTable[] = [
  { type: 'Organization', table: 'organization', fromFhir: fromFhirOrganization },
  { type: 'Endpoint', table: 'endpoint', fromFhir: fromFhirEndpoint },
  { type: 'Location', table: 'location', fromFhir: fromFhirLocation },
  { type: 'Practitioner', table: 'practitioner', fromFhir: fromFhirPractitioner },
  { type: 'HealthcareService', table: 'healthcare_service', fromFhir: fromFhirHealthcareService },
  { type: 'InsurancePlan', table: 'insurance_plan', fromFhir: fromFhirInsurancePlan },
  { type: 'PractitionerRole', table: 'practitioner_role', fromFhir: fromFhirPractitionerRole },
  { type: 'OrganizationAffiliation', table: 'organization_affiliation', fromFhir: fromFhirOrganizationAffiliation },
];
const TYPES = new Set(TABLES.map(({ type }) => type));
const BATCH_LIMIT_MS = 15 * 60_000;

export interface PlanNetInput {
  /** Where the ids in the files come from; the same name finds the same rows again. */
  readonly source: string;
  readonly files: readonly PlanNetFile[];
}

export interface ImportDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Runs in the same transaction with the roles that were written: rebuilds what search reads. */
  readonly afterRoles?: (tx: Tx, roleIds: readonly string[]) => Promise<void>;
}

/**
 * Brings Plan-Net resources into the directory: all of the files or, when anything fails, nothing. Rows are found
 * again by source and id, so that a second run changes nothing. Unusable rows go to quarantine with the reason.
 */
export async function importPlanNet(actor: Actor, input: PlanNetInput, deps: ImportDeps): Promise<ImportReport> {
  const report = new ReportBuilder(input.source);
  const resources = readFiles(input.files, TYPES, report);
  return db().$transaction((tx) => writeAll(tx, actor, input, deps, resources, report), {
    timeout: BATCH_LIMIT_MS,
    maxWait: 5000,
  });
}

interface Batch {
  readonly tx: Tx;
  readonly id: string;
  readonly source: string;
  readonly at: Date;
  readonly known: ReadonlyMap<string, SourceKnown>;
  readonly idOf: Map<string, string>;
  readonly resources: readonly ReadResource[];
  readonly report: ReportBuilder;
}

async function writeAll(
  tx: Tx,
  actor: Actor,
  { source, files }: PlanNetInput,
  { clock, ids, afterRoles }: ImportDeps,
  resources: readonly ReadResource[],
  report: ReportBuilder,
): Promise<ImportReport> {
  const at = clock.now();
  const id = ids.uuid<'import_batch'>();
  await startBatch(
    tx,
    id,
    source,
    files.map(({ name }) => name).join(', '),
    sha256(files.map(({ text }) => text).join('\n')),
    at,
  );
  const known = new Map((await listKnown(tx, source)).map((row) => [row.key, row]));
  const idOf = new Map(resources.map(({ key }) => [key, known.get(key)?.resource_id ?? ids.uuid<'resource'>()]));
  const batch: Batch = { tx, id, source, at, known, idOf, resources, report };
  for (const target of TABLES) {
    const roleIds = await writeType(batch, target);
    if (roleIds.length > 0) await afterRoles?.(tx, roleIds);
  }
  const built = report.build();
  await keepRejected(tx, { batchId: id, source, at, rejections: built.rejections }, { clock, ids });
  await finishBatch(tx, id, built, clock.now());
  await recordAudit(tx, {
    actor: actorLabel(actor),
    action: 'directory.imported',
    subject: `import_batch:${id}`,
    detail: { ...built.counts },
  });
  return built;
}

/** Writes what is new or changed of one type. @returns the roles among them */
async function writeType(batch: Batch, { type, table, fromFhir }: ImportTable): Promise<string[]> {
  const rows: ImportRow[] = [];
  const seen: SourceSeen[] = [];
  const memberships: RoleMembership[] = [];
  for (const item of batch.resources.filter(({ resource }) => resource.resourceType === type)) {
    const row = readRow(batch, item, fromFhir);
    if (!row) continue;
    const { networks, ...columns } = row.columns;
    rows.push({ id: row.seen.resourceId, ...columns });
    seen.push(row.seen);
    for (const network of (networks ?? []) as { id: string; accepting: string | null }[]) {
      memberships.push({ roleId: row.seen.resourceId, networkId: network.id, accepting: network.accepting });
    }
  }
  await upsertRows(batch.tx, table, parentsFirst(rows), batch.at);
  const roleIds = type === 'PractitionerRole' ? rows.map(({ id }) => String(id)) : [];
  if (roleIds.length > 0) await replaceMemberships(batch.tx, roleIds, memberships);
  await rememberSources(batch.tx, batch.source, batch.id, seen, batch.at);
  return roleIds;
}

/** The row of a resource, or null when it cannot be used or is as it was. */
function readRow(batch: Batch, item: ReadResource, fromFhir: FromFhir): { columns: ImportRow; seen: SourceSeen } | null {
  const { known, idOf, report, resources } = batch;
  const type = String(item.resource.resourceType);
  const result = fromFhir(withOrganization(item.resource, resources), contextOf(item, batch));
  if ('unusable' in result) {
    report.reject(type, { file: item.file, line: item.line, raw: item.raw, ...result.unusable });
    // What refers to it must not refer to a row that is not there.
    idOf.delete(item.key);
    return null;
  }
  const contentHash = sha256(JSON.stringify(result.row));
  const before = known.get(item.key);
  report.count(type, before ? (before.content_hash === contentHash ? 'unchanged' : 'changed') : 'created');
  if (before?.content_hash === contentHash) return null;
  const seen = { key: item.key, resourceType: type, resourceId: idOf.get(item.key) ?? '', contentHash, raw: item.resource };
  return { columns: result.row, seen };
}

function contextOf(item: ReadResource, { idOf, known, report }: Batch): ImportContext {
  const where = `${item.file}:${item.line} ${item.key}`;
  return {
    resolve: (reference: string) => {
      const key = reference.split('/').slice(-2).join('/');
      const id = idOf.get(key) ?? known.get(key)?.resource_id ?? null;
      if (!id)
        report.suspect('A reference leads to nothing in this source; it is left out', `${where} → ${reference.slice(0, 80)}`);
      return id;
    },
    suspect: (kind: string) => report.suspect(kind, where),
  };
}

/** A role that names no organisation works for the one that runs its place or its service. */
function withOrganization(resource: FhirObject, all: readonly ReadResource[]): FhirObject {
  if (resource.resourceType !== 'PractitionerRole' || resource.organization) return resource;
  const first = (field: string) => (resource[field] as FhirObject[] | undefined)?.[0]?.reference;
  const find = (reference: unknown) => all.find(({ key }) => key === reference)?.resource;
  const organization = find(first('location'))?.managingOrganization ?? find(first('healthcareService'))?.providedBy;
  return organization ? { ...resource, organization } : resource;
}

/** A row comes after the one it is part of. */
function parentsFirst(rows: readonly ImportRow[]): ImportRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const sorted = new Set<ImportRow>();
  const add = (row: ImportRow, above: ReadonlySet<ImportRow>): void => {
    const parent = byId.get(row.part_of_id);
    if (parent && !sorted.has(parent) && !above.has(parent)) add(parent, new Set([...above, row]));
    sorted.add(row);
  };
  for (const row of rows) if (!sorted.has(row)) add(row, new Set());
  return [...sorted];
}
