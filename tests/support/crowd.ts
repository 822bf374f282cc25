import type { TestDatabase } from './database';

/** Every role and entry again so many times, a little to the side: more of them near a town than a search counts. */
export async function makeCrowd(database: TestDatabase, times: number): Promise<void> {
  const columns = await database.asOwner<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_name = 'practitioner_role' AND is_generated = 'NEVER' AND column_name <> 'id' ORDER BY ordinal_position`,
  );
  const list = columns.map(({ name }) => `"${name}"`).join(', ');
  await database.asOwner(
    `INSERT INTO practitioner_role (id, ${list})
     SELECT md5(id::text || n)::uuid, ${list} FROM practitioner_role r CROSS JOIN generate_series(1, ${times}) n`,
  );
  await database.asOwner(
    `INSERT INTO directory_entry (role_id, organization_id, location_id, display_name, organization_name, city, zip, county_fips,
       lat, lon, phone, tags, verified_at, demonstration)
     SELECT md5(role_id::text || n)::uuid, organization_id, location_id, display_name, organization_name, city, zip, county_fips,
       lat + n * 0.003, lon - n * 0.002, phone, tags, verified_at, demonstration
     FROM directory_entry CROSS JOIN generate_series(1, ${times}) n`,
  );
  await database.asOwner(
    `INSERT INTO entry_term (term_id, entry_id)
     SELECT t.term_id, copy.id FROM entry_term t JOIN directory_entry e ON e.id = t.entry_id
     CROSS JOIN generate_series(1, ${times}) n JOIN directory_entry copy ON copy.role_id = md5(e.role_id::text || n)::uuid`,
  );
}
