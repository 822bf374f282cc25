import 'server-only';
import type { Db } from '@/lib/db/client';
import { facetGroup } from '../facets';
import { NETWORKS } from '../networks';

// Codes AcceptingPatientsCS that mean a new person can come.
const OPEN_CODES = ['newpt'];
/** Facts that must each have been confirmed for an entry to show a date. */
const CHECKED_FACTS = ['phone', 'address', 'network', 'accepting'];

/** Tags that come from open times, not from the directory's tables: kept here, written by `setOpenTags` alone. */
const OPEN_TAGS = facetGroup('within').options.map(({ code }) => code);

/**
 * Writes the search rows of these roles again from the directory tables; inactive roles lose theirs. Rows that
 * would not change are left alone. @returns how many were written
 */
export async function rebuildEntries(db: Db, roleIds: readonly string[]): Promise<number> {
  const networks = JSON.stringify(NETWORKS.map(({ id, payerTag, acceptingTag }) => ({ id, payerTag, acceptingTag })));
  await db.$executeRaw`
    DELETE FROM directory_entry e USING practitioner_role r WHERE r.id = e.role_id AND NOT r.active AND e.role_id = ANY(${roleIds}::uuid[])`;
  const written = await db.$executeRaw`
    INSERT INTO directory_entry AS e (role_id, organization_id, location_id, display_name, organization_name, city, zip,
      county_fips, lat, lon, phone, tags, verified_at, demonstration)
    SELECT r.id, o.id, l.id,
      coalesce(nullif(concat_ws(', ', p.given[1] || ' ' || p.family, p.credentials), ''), o.name), o.name,
      l.city, l.zip, l.county_fips, l.lat, l.lon, coalesce(r.phone, l.phone, o.phone),
      uniq(sort(r.tags || coalesce(n.tags, '{}'))), c.verified_at, r.demonstration
    FROM practitioner_role r
    JOIN organization o ON o.id = r.organization_id
    LEFT JOIN location l ON l.id = r.location_id
    LEFT JOIN practitioner p ON p.id = r.practitioner_id
    LEFT JOIN LATERAL (
      SELECT array_agg(t.tag) AS tags
      FROM role_network rn
      JOIN jsonb_to_recordset(${networks}::jsonb) AS w(id uuid, "payerTag" int, "acceptingTag" int) ON w.id = rn.network_id
      CROSS JOIN LATERAL (VALUES (w."payerTag"), (CASE WHEN rn.accepting = ANY(${OPEN_CODES}) THEN w."acceptingTag" END)) AS t(tag)
      WHERE rn.role_id = r.id AND t.tag IS NOT NULL
    ) n ON true
    LEFT JOIN LATERAL (
      SELECT CASE WHEN count(*) = ${CHECKED_FACTS.length}::int THEN min(f.at) END AS verified_at
      FROM (SELECT fact, max(checked_at) AS at FROM fact_check
            WHERE subject_id IN (r.id, r.location_id) AND outcome = 'confirmed' AND fact = ANY(${CHECKED_FACTS}) GROUP BY fact) f
    ) c ON true
    WHERE r.active AND r.id = ANY(${roleIds}::uuid[])
    ON CONFLICT (role_id) DO UPDATE SET organization_id = excluded.organization_id, location_id = excluded.location_id,
      display_name = excluded.display_name, organization_name = excluded.organization_name, city = excluded.city,
      zip = excluded.zip, county_fips = excluded.county_fips, lat = excluded.lat, lon = excluded.lon, phone = excluded.phone,
      tags = uniq(sort(excluded.tags || (e.tags & ${OPEN_TAGS}::int[]))), verified_at = excluded.verified_at,
      demonstration = excluded.demonstration
    WHERE (e.organization_id, e.location_id, e.display_name, e.organization_name, e.city, e.zip, e.county_fips, e.lat, e.lon,
      e.phone, e.tags - ${OPEN_TAGS}::int[], e.verified_at, e.demonstration) IS DISTINCT FROM (excluded.organization_id, excluded.location_id,
      excluded.display_name, excluded.organization_name, excluded.city, excluded.zip, excluded.county_fips, excluded.lat,
      excluded.lon, excluded.phone, excluded.tags, excluded.verified_at, excluded.demonstration)`;
  if (written > 0) await rebuildWords(db, roleIds);
  return written;
}

/** Words of these entries. They are taken apart before they are looked up: each entry against every word takes minutes. */
async function rebuildWords(db: Db, roleIds: readonly string[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO search_term (kind, term, display)
    SELECT DISTINCT 'word', w.word, w.word FROM directory_entry e
    CROSS JOIN LATERAL string_to_table(fold_text(e.display_name || ' ' || e.organization_name), ' ') AS w(word)
    WHERE e.role_id = ANY(${roleIds}::uuid[]) AND length(w.word) > 1
    ON CONFLICT (kind, term) DO NOTHING`;
  await db.$executeRaw`
    INSERT INTO search_term (kind, term, display)
    SELECT DISTINCT ON (fold_text(x.name)) 'name', fold_text(x.name), x.name FROM directory_entry e
    CROSS JOIN LATERAL (VALUES (e.display_name), (e.organization_name)) AS x(name)
    WHERE e.role_id = ANY(${roleIds}::uuid[]) ORDER BY fold_text(x.name), x.name
    ON CONFLICT (kind, term) DO NOTHING`;
  await db.$executeRaw`
    DELETE FROM entry_term t USING directory_entry e WHERE e.id = t.entry_id AND e.role_id = ANY(${roleIds}::uuid[])`;
  await db.$executeRaw`
    WITH words AS MATERIALIZED (
      SELECT DISTINCT e.id, w.word FROM directory_entry e
      CROSS JOIN LATERAL string_to_table(fold_text(e.display_name || ' ' || e.organization_name), ' ') AS w(word)
      WHERE e.role_id = ANY(${roleIds}::uuid[]))
    INSERT INTO entry_term (term_id, entry_id)
    SELECT t.id, words.id FROM words JOIN search_term t ON t.kind = 'word' AND t.term = words.word`;
}

/** One more reason to doubt an entry: it sinks until staff have answered. */
export async function addDoubt(db: Db, roleId: string): Promise<void> {
  await db.directoryEntry.updateMany({ where: { roleId }, data: { ghostScore: { increment: 1 } } });
}

/** Entries that say they have an open time. */
export async function listOpenEntries(db: Db): Promise<readonly string[]> {
  const rows = await db.directoryEntry.findMany({ where: { tags: { hasSome: [...OPEN_TAGS] } }, select: { roleId: true } });
  return rows.map(({ roleId }) => roleId);
}

/** Writes how soon these roles have an open time; entries that say so already are left alone. @returns how many changed */
export function setOpenTags(
  db: Db,
  open: readonly { readonly roleId: string; readonly tags: readonly number[] }[],
): Promise<number> {
  return db.$executeRaw`
    UPDATE directory_entry e SET tags = uniq(sort((e.tags - ${OPEN_TAGS}::int[]) || o.tags))
    FROM jsonb_to_recordset(${JSON.stringify(open)}::jsonb) AS o("roleId" uuid, tags int[])
    WHERE e.role_id = o."roleId" AND sort(e.tags & ${OPEN_TAGS}::int[]) IS DISTINCT FROM sort(o.tags)`;
}
