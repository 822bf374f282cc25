import 'server-only';
import type { Tx } from '@/lib/db/client';
import { getPlan, OWN_PLAN } from '@/lib/organization/organization';
import { NETWORKS, PAYER_ORGANIZATION_ID } from '../networks';
import { faultWords } from './fault-words';
import type { ImportRow } from './plan-net-rows';
import type { ImportReport, Rejection } from './report';

/** Rows in one statement: half a megabyte. Prisma keeps the last hundred debug lines, and in them what some eighty statements were given. */
const STEP = 500;

export interface SourceKnown {
  readonly key: string;
  readonly resource_type: string;
  readonly resource_id: string;
  readonly content_hash: string;
}

/** What hangs together with a role that a listing made. */
export interface RoleKnown {
  readonly key: string;
  readonly organization_id: string;
  readonly location_id: string;
  readonly service_id: string;
}

export interface SourceSeen {
  readonly key: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly contentHash: string;
  readonly raw: unknown;
}

function* parts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += STEP) yield rows.slice(at, at + STEP);
}

export function listKnown(tx: Tx, source: string): Promise<SourceKnown[]> {
  return tx.$queryRaw<
    SourceKnown[]
  >`SELECT key, resource_type, resource_id, content_hash FROM source_record WHERE source = ${source}`;
}

/** Rows that listings of this source made under keys of their own: roles and people. */
export function listKnownMade(tx: Tx, source: string): Promise<SourceKnown[]> {
  return tx.$queryRaw<SourceKnown[]>`
    SELECT key, resource_type, resource_id, content_hash FROM source_record
    WHERE source = ${source} AND resource_type IN ('PractitionerRole', 'Practitioner')`;
}

/** The roles that listings of this source made, with the rows that belong to each. */
export function listKnownRoles(tx: Tx, source: string): Promise<RoleKnown[]> {
  return tx.$queryRaw<RoleKnown[]>`
    SELECT s.key, r.organization_id, r.location_id, r.service_ids[1] AS service_id
    FROM source_record s JOIN practitioner_role r ON r.id = s.resource_id
    WHERE s.source = ${source} AND s.resource_type = 'PractitionerRole'`;
}

/** Imports of all instances and programs come one after the other: two at once would make the same places twice. */
const ONE_AT_A_TIME = 'directory import';

/** How long one statement of an import may take: as long as a whole file does, so the limits of a page do not hold. */
const IMPORT_WAIT_MS = 900_000;
/** One import at a time: sorts of whole files stay off the disk. */
const IMPORT_MEMORY = '64MB';

/** Prepares the transaction of an import and waits for its turn. The program that imports has DATABASE_SILENCE_MS for its own end of the line. */
export async function waitForTurn(tx: Tx): Promise<void> {
  const limit = String(IMPORT_WAIT_MS);
  await tx.$executeRaw`
    SELECT set_config('statement_timeout', ${limit}, true), set_config('idle_in_transaction_session_timeout', ${limit}, true),
      set_config('lock_timeout', ${limit}, true), set_config('work_mem', ${IMPORT_MEMORY}, true)`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${ONE_AT_A_TIME}))`;
}

/** Opens a batch. What is known only when the file was read is added by `finishBatch`. */
export async function startBatch(tx: Tx, id: string, fileName: string, at: Date): Promise<void> {
  await tx.importBatch.create({ data: { id, source: '', fileName, fileSha256: '', status: 'running', startedAt: at } });
}

export async function finishBatch(tx: Tx, id: string, report: ImportReport, fileSha256: string, at: Date): Promise<void> {
  const { source, rejections: _kept, ...figures } = report;
  await tx.importBatch.update({
    where: { id },
    data: {
      source,
      fileSha256,
      status: 'applied',
      finishedAt: at,
      report: JSON.parse(JSON.stringify({ source, ...figures, rejections: report.counts.rejected })),
    },
  });
}

/** Tables by name; `columns` come from our own row builders, never from a file. */
export async function upsertRows(tx: Tx, table: string, rows: readonly ImportRow[], at: Date): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).map((column) => `"${column}"`);
  const changes = columns.filter((column) => column !== '"id"').map((column) => `${column} = EXCLUDED.${column}`);
  const statement = `INSERT INTO "${table}" (${columns.join(', ')}, last_updated)
    SELECT ${columns.join(', ')}, $2::timestamptz FROM json_populate_recordset(NULL::"${table}", $1::json)
    ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')}, last_updated = EXCLUDED.last_updated`;
  for (const part of parts(rows)) await tx.$executeRawUnsafe(statement, JSON.stringify(part), at.toISOString());
}

export interface RoleMembership {
  readonly roleId: string;
  readonly networkId: string;
  readonly accepting: string | null;
}

/** The plan and its networks as organizations, where a portal has neither demonstration data nor a Plan-Net import. */
export async function ensureNetworks(tx: Tx, at: Date): Promise<void> {
  const payer = {
    id: PAYER_ORGANIZATION_ID,
    name: getPlan(OWN_PLAN).name,
    types: ['payer'],
    is_network: false,
    part_of_id: null,
  };
  const networks = NETWORKS.map(({ id, name }) => ({ id, name, types: ['ntwk'], is_network: true, part_of_id: payer.id }));
  await tx.$executeRaw`
    INSERT INTO organization (id, name, types, is_network, part_of_id, last_updated)
    SELECT id, name, types, is_network, part_of_id, ${at}
    FROM jsonb_to_recordset(${JSON.stringify([payer, ...networks])}::jsonb)
      AS given(id uuid, name text, types text[], is_network boolean, part_of_id uuid)
    ON CONFLICT (id) DO NOTHING`;
}

/** The networks of these roles become exactly these. */
export async function replaceMemberships(
  tx: Tx,
  roleIds: readonly string[],
  memberships: readonly RoleMembership[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM role_network n WHERE n.role_id = ANY(${roleIds}::uuid[]) AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) AS kept("roleId" uuid, "networkId" uuid)
      WHERE kept."roleId" = n.role_id AND kept."networkId" = n.network_id)`;
  for (const part of parts(memberships)) {
    await tx.$executeRaw`
      INSERT INTO role_network (role_id, network_id, accepting)
      SELECT "roleId", "networkId", accepting FROM jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
        AS given("roleId" uuid, "networkId" uuid, accepting text)
      ON CONFLICT (role_id, network_id) DO UPDATE SET accepting = EXCLUDED.accepting`;
  }
}

export async function rememberSources(
  tx: Tx,
  source: string,
  batchId: string,
  seen: readonly SourceSeen[],
  at: Date,
): Promise<void> {
  for (const part of parts(seen)) {
    await tx.$executeRaw`
      INSERT INTO source_record (source, key, resource_type, resource_id, content_hash, raw, batch_id, seen_at)
      SELECT ${source}, key, "resourceType", "resourceId", "contentHash", raw, ${batchId}::uuid, ${at}
      FROM json_to_recordset(${JSON.stringify(part)}::json)
        AS given(key text, "resourceType" text, "resourceId" uuid, "contentHash" text, raw jsonb)
      ON CONFLICT (source, key, resource_type) DO UPDATE SET
        content_hash = EXCLUDED.content_hash, raw = EXCLUDED.raw, batch_id = EXCLUDED.batch_id, seen_at = EXCLUDED.seen_at`;
  }
}

export async function quarantine(
  tx: Tx,
  batchId: string,
  rows: readonly (Rejection & { readonly id: string; readonly rowHash: string })[],
): Promise<void> {
  await tx.importQuarantine.createMany({
    data: rows.map(({ id, rowHash, line, field, fault, values, raw }) => {
      // The English words too: a release that does not know the code yet shows them.
      const { why: reason, fix } = faultWords({ field, fault, values }, 'en');
      return { id, batchId, line, field, fault, values: values ?? {}, reason, fix, raw, rowHash };
    }),
  });
}

/** Rows that an earlier file of the source had too are nobody's work again. @returns how many are left to look at */
export async function countNewInQuarantine(tx: Tx, batchId: string, source: string, at: Date): Promise<number> {
  await tx.$executeRaw`
    UPDATE import_quarantine q SET dealt_at = ${at} WHERE q.batch_id = ${batchId}::uuid AND EXISTS (
      SELECT 1 FROM import_quarantine before JOIN import_batch b ON b.id = before.batch_id
      WHERE before.row_hash = q.row_hash AND before.batch_id <> q.batch_id AND b.source = ${source})`;
  return tx.importQuarantine.count({ where: { batchId, dealtAt: null } });
}
