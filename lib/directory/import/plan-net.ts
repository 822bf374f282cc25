import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { FhirObject } from '@/lib/fhir/model';
import { sha256 } from '@/lib/ids';
import { type Batch, type ImportDeps, runBatch } from './batch';
import type { ImportFile } from './import-file';
import { makeSearchable } from './listing-write';
import { type ReadResources, stageFiles } from './plan-net-files';
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
import type { ImportReport } from './report';
import {
  listKnown,
  type RoleMembership,
  rememberSources,
  replaceMemberships,
  type SourceKnown,
  type SourceSeen,
  upsertRows,
} from './store';
import { listResources, type StagedResource } from './store-resource-stage';

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
/** Resources written together. */
const STEP = 1000;

export interface PlanNetInput {
  /** Where the ids in the files come from; the same name finds the same rows again. */
  readonly source: string;
  readonly files: readonly ImportFile[];
}

/**
 * Brings Plan-Net resources into the directory: all of the files or, when anything fails, nothing. Rows are found
 * again by source and id, so that a second run changes nothing. Unusable rows go to quarantine with the reason.
 * @throws UnknownFormat
 */
export function importPlanNet(actor: Actor, { source, files }: PlanNetInput, deps: ImportDeps): Promise<ImportReport> {
  return runBatch(actor, files.map(({ name }) => name).join(', '), deps, async (batch) => {
    batch.report.source = source;
    const read = await stageFiles(batch, files, TYPES);
    const known = new Map((await listKnown(batch.tx, source)).map((row) => [row.key, row]));
    const idOf = new Map([...read.keys].map((key) => [key, known.get(key)?.resource_id ?? deps.ids.uuid<'resource'>()]));
    const writing: Writing = { batch, source, known, idOf, runBy: read.runBy, total: idOf.size };
    const roleIds: string[] = [];
    for (const target of TABLES) roleIds.push(...(await writeType(writing, target)));
    await makeSearchable(batch, roleIds);
    return { sha256: read.sha256 };
  });
}

interface Writing {
  readonly batch: Batch;
  readonly source: string;
  readonly known: ReadonlyMap<string, SourceKnown>;
  readonly idOf: Map<string, string>;
  readonly runBy: ReadResources['runBy'];
  readonly total: number;
}

/** Writes what is new or changed of one type, a part at a time. @returns the roles among them */
async function writeType(writing: Writing, target: ImportTable): Promise<string[]> {
  const { tx, flushRejections } = writing.batch;
  const roleIds: string[] = [];
  let after = { depth: 0, seq: 0 };
  for (;;) {
    const items = await listResources(tx, target.type, after, STEP);
    const last = items.at(-1);
    if (!last) return roleIds;
    after = last;
    roleIds.push(...(await writePart(writing, target, items)));
    await flushRejections();
  }
}

async function writePart(
  writing: Writing,
  { type, table, fromFhir }: ImportTable,
  items: readonly StagedResource[],
): Promise<string[]> {
  const { batch, source, total } = writing;
  const { tx, id: batchId, at, deps } = batch;
  const rows: ImportRow[] = [];
  const seen: SourceSeen[] = [];
  const memberships: RoleMembership[] = [];
  for (const item of items) {
    deps.onProgress?.('writing places', 1, total);
    const row = readRow(writing, item, fromFhir);
    if (!row) continue;
    const { networks, ...columns } = row.columns;
    rows.push({ id: row.seen.resourceId, ...columns });
    seen.push(row.seen);
    for (const network of (networks ?? []) as { id: string; accepting: string | null }[]) {
      memberships.push({ roleId: row.seen.resourceId, networkId: network.id, accepting: network.accepting });
    }
  }
  await upsertRows(tx, table, rows, at);
  const roleIds = type === 'PractitionerRole' ? rows.map(({ id }) => String(id)) : [];
  if (roleIds.length > 0) await replaceMemberships(tx, roleIds, memberships);
  await rememberSources(tx, source, batchId, seen, at);
  return roleIds;
}

/** The row of a resource, or null when it cannot be used or is as it was. */
function readRow(writing: Writing, item: StagedResource, fromFhir: FromFhir): { columns: ImportRow; seen: SourceSeen } | null {
  const { known, idOf, batch } = writing;
  const { report } = batch;
  const { type, key, file, line, raw } = item;
  const resource = JSON.parse(raw) as FhirObject;
  const result = fromFhir(withOrganization(resource, writing), contextOf(item, writing));
  if ('unusable' in result) {
    report.reject(type, { file, line, raw, ...result.unusable });
    // What refers to it must not refer to a row that is not there.
    idOf.delete(key);
    return null;
  }
  const contentHash = sha256(JSON.stringify(result.row));
  const before = known.get(key);
  report.count(type, before ? (before.content_hash === contentHash ? 'unchanged' : 'changed') : 'created');
  if (before?.content_hash === contentHash) return null;
  return {
    columns: result.row,
    seen: { key, resourceType: type, resourceId: idOf.get(key) ?? '', contentHash, raw: resource },
  };
}

function contextOf({ file, line, key }: StagedResource, { idOf, known, batch: { report } }: Writing): ImportContext {
  const where = `${file}:${line} ${key}`;
  return {
    resolve: (reference: string) => {
      const target = reference.split('/').slice(-2).join('/');
      const id = idOf.get(target) ?? known.get(target)?.resource_id ?? null;
      if (!id)
        report.suspect('A reference leads to nothing in this source; it is left out', `${where} → ${reference.slice(0, 80)}`);
      return id;
    },
    suspect: (kind: string) => report.suspect(kind, where),
  };
}

/** A role that names no organisation works for the one that runs its place or its service. */
function withOrganization(resource: FhirObject, { runBy }: Writing): FhirObject {
  if (resource.resourceType !== 'PractitionerRole' || resource.organization) return resource;
  const first = (field: string) => String((resource[field] as FhirObject[] | undefined)?.[0]?.reference ?? '');
  const organization = runBy.get(first('location')) ?? runBy.get(first('healthcareService'));
  return organization ? { ...resource, organization } : resource;
}
