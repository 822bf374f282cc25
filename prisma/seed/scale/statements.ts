import { NETWORKS, PAYER_ORGANIZATION_ID } from '@/lib/directory/networks';

/** Functions that make the same directory on every machine: chance is a hash of what it decides. */
export const FUNCTIONS = `
CREATE FUNCTION pg_temp.chance(i bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE AS
  'SELECT (hashint8extended($1, $2) & 2147483647)::float8 / 2147483648';
CREATE FUNCTION pg_temp.key(kind text, i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  'SELECT overlay(overlay(md5($1 || $2) PLACING ''8'' FROM 13 FOR 1) PLACING ''a'' FROM 17 FOR 1)::uuid';
-- 45 CFR 162.406: Luhn over 80840 and nine digits; 24 is what the prefix adds.
CREATE FUNCTION pg_temp.twice(d bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT d * 2 / 10 + d * 2 % 10';
CREATE FUNCTION pg_temp.npi(serial bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT b::text || ((10 - (24 + pg_temp.twice(b / 100000000) + b / 10000000 % 10 + pg_temp.twice(b / 1000000 % 10)
    + b / 100000 % 10 + pg_temp.twice(b / 10000 % 10) + b / 1000 % 10 + pg_temp.twice(b / 100 % 10) + b / 10 % 10
    + pg_temp.twice(b % 10)) % 10) % 10)::text FROM (SELECT 200000000 + serial AS b) x $$;
CREATE FUNCTION pg_temp.phones(phone text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
  $$ SELECT jsonb_build_array(jsonb_build_object('system', 'phone', 'value', phone, 'use', 'work')) $$;
CREATE FUNCTION pg_temp.npis(npi text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
  $$ SELECT jsonb_build_array(jsonb_build_object('use', 'official', 'system', 'http://hl7.org/fhir/sid/us-npi', 'value', npi)) $$;
`;

/** Four roles work at a site, three sites are one organization's, and three of four roles are people. */
const SITE = `
CREATE TEMP TABLE seed_site AS
SELECT s, o, k.kind, z.zip, z.city, z.county, round((z.lat + (pg_temp.chance(s, 12) - 0.5) * 0.08)::numeric, 6)::float8 AS lat,
  round((z.lon + (pg_temp.chance(s, 13) - 0.5) * 0.1)::numeric, 6)::float8 AS lon,
  (100 + floor(pg_temp.chance(s, 14) * 2400))::int || ' ' || (ARRAY['Main Street','Mill Street','Oak Street','River Road'])[1 + s % 4] AS line1,
  '70455501' || lpad((s % 100)::text, 2, '0') AS phone
FROM generate_series(0, greatest($1::int / 4 - 1, 0)) s
CROSS JOIN LATERAL (SELECT s / 3 AS o) x
JOIN seed_zip z ON z.slot = floor(pg_temp.chance(s, 11) * 4096)::int
JOIN LATERAL (SELECT kind FROM seed_kind WHERE until >= least(pg_temp.chance(o, 1), 0.999) ORDER BY until LIMIT 1) k ON true`;

const ORGANIZATION = `
INSERT INTO organization (id, last_updated, types, npi, identifiers, name, phone, telecom, addresses, demonstration)
SELECT pg_temp.key('organization', s.o), '2026-11-20T15:00:00Z', ARRAY[k.type], n.npi, pg_temp.npis(n.npi),
  f.name || ' ' || p.name || ' ' || k.suffixes[1 + floor(pg_temp.chance(s.o, 3) * cardinality(k.suffixes))::int],
  s.phone, pg_temp.phones(s.phone), jsonb_build_array(jsonb_build_object('use', 'work', 'line', jsonb_build_array(s.line1),
    'city', s.city, 'state', 'NC', 'postalCode', s.zip, 'country', 'US')), true
FROM seed_site s JOIN seed_kind k ON k.kind = s.kind
JOIN seed_family f ON f.n = floor(pg_temp.chance(s.o, 4) ^ 2 * 20000)::int
JOIN seed_place p ON p.n = floor(pg_temp.chance(s.o, 5) * (SELECT count(*) FROM seed_place))::int
CROSS JOIN LATERAL (SELECT pg_temp.npi(70000000 + s.o) AS npi) n WHERE s.s % 3 = 0`;

const LOCATION = `
INSERT INTO location (id, last_updated, identifiers, name, types, organization_id, line1, city, county_fips, state, zip, country,
  lat, lon, phone, telecom, hours_of_operation, new_patients, demonstration)
SELECT pg_temp.key('location', s.s), '2026-11-20T15:00:00Z', '[]', o.name || ', ' || s.city, ARRAY['OF'], o.id, s.line1, s.city,
  s.county, 'NC', s.zip, 'US', s.lat, s.lon, s.phone, pg_temp.phones(s.phone),
  '[{"daysOfWeek":["mon","tue","wed","thu","fri"],"allDay":false,"openingTime":"08:30:00","closingTime":"17:00:00"}]',
  '[{"accepting":"newpt"}]', true
FROM seed_site s JOIN organization o ON o.id = pg_temp.key('organization', s.o)`;

const SERVICE = `
INSERT INTO healthcare_service (id, last_updated, identifiers, organization_id, location_ids, categories, types, specialties, name,
  telecom, appointment_required, demonstration)
SELECT pg_temp.key('service', s.s), '2026-11-20T15:00:00Z', '[]', o.id, ARRAY[pg_temp.key('location', s.s)], ARRAY['behav'], ARRAY['76'],
  k.taxonomies[1:2], o.name || ' care', pg_temp.phones(s.phone), true, true
FROM seed_site s JOIN organization o ON o.id = pg_temp.key('organization', s.o) JOIN seed_kind k ON k.kind = s.kind`;

const AFFILIATION = `
INSERT INTO organization_affiliation (id, last_updated, identifiers, organization_id, participating_organization_id, network_ids,
  codes, specialties, location_ids, telecom, demonstration)
SELECT pg_temp.key('affiliation', s.o), '2026-11-20T15:00:00Z', '[]', '${PAYER_ORGANIZATION_ID}', pg_temp.key('organization', s.o),
  ARRAY['${NETWORKS[0]?.id}']::uuid[], ARRAY['behavioral'], k.taxonomies[1:1], ARRAY[pg_temp.key('location', s.s)],
  pg_temp.phones(s.phone), true
FROM seed_site s JOIN seed_kind k ON k.kind = s.kind WHERE s.s % 3 = 0`;

const ROLE_SEED = `
CREATE TEMP TABLE seed_role AS
SELECT i, s.s, s.o, s.kind, s.phone, pg_temp.key('role', i) AS id, p.person, g.name AS given, f.name AS family,
  CASE WHEN p.person THEN k.credentials[p.job] END AS credentials, CASE WHEN p.person THEN k.taxonomies[p.job] END AS taxonomy,
  CASE WHEN p.person THEN k.roles[p.job] END AS code, pg_temp.chance(i, 31) < 0.94 AS medicaid, pg_temp.chance(i, 32) < 0.55 AS state,
  CASE WHEN pg_temp.chance(i, 33) < 0.74 THEN 'newpt' ELSE 'nopt' END AS accepting,
  ARRAY(SELECT t FROM unnest(k.tags, k.chances) u(t, c)
    WHERE pg_temp.chance(CASE WHEN t / 1000 IN (7, 10) THEN s.s ELSE i END, t) < c) AS tags
FROM generate_series(0, $1::int - 1) i JOIN seed_site s ON s.s = i / 4 JOIN seed_kind k ON k.kind = s.kind
CROSS JOIN LATERAL (SELECT i % 4 <> 0 AS person, 1 + floor(pg_temp.chance(i, 21) * cardinality(k.credentials))::int AS job) p
JOIN seed_given g ON g.n = floor(pg_temp.chance(i, 22) * (SELECT count(*) FROM seed_given))::int
JOIN seed_family f ON f.n = floor(pg_temp.chance(i, 23) ^ 3 * 20000)::int`;

const PRACTITIONER = `
INSERT INTO practitioner (id, last_updated, npi, identifiers, family, given, credentials, telecom, qualifications, demonstration)
SELECT pg_temp.key('practitioner', r.i), '2026-11-20T15:00:00Z', n.npi, pg_temp.npis(n.npi), r.family, ARRAY[r.given], r.credentials,
  pg_temp.phones(r.phone), jsonb_build_array(jsonb_build_object('code', r.taxonomy, 'text', r.credentials, 'status', 'active', 'whereValid', 'NC')), true
FROM seed_role r CROSS JOIN LATERAL (SELECT pg_temp.npi(1000000 + r.i) AS npi) n WHERE r.person`;

const ROLE = `
INSERT INTO practitioner_role (id, last_updated, identifiers, practitioner_id, organization_id, location_id, location_ids, service_ids,
  codes, specialties, tags, phone, telecom, demonstration)
SELECT r.id, '2026-11-20T15:00:00Z', '[]', CASE WHEN r.person THEN pg_temp.key('practitioner', r.i) END, pg_temp.key('organization', r.o),
  l.id, ARRAY[l.id], ARRAY[pg_temp.key('service', r.s)], CASE WHEN r.person THEN ARRAY[r.code] ELSE '{}' END,
  CASE WHEN r.person THEN ARRAY[r.taxonomy] ELSE '{}' END, r.tags, r.phone, pg_temp.phones(r.phone), true
FROM seed_role r CROSS JOIN LATERAL (SELECT pg_temp.key('location', r.s) AS id) l`;

const NETWORK = `
INSERT INTO role_network (role_id, network_id, accepting)
SELECT r.id, n.id::uuid, r.accepting FROM seed_role r
JOIN (VALUES ${NETWORKS.map(({ id, key }) => `('${id}', '${key}')`).join(', ')}) n(id, key)
  ON CASE n.key WHEN 'medicaid' THEN r.medicaid ELSE r.state END`;

/** As lib/directory/entries writes it, from the same facts. */
const ENTRY = `
INSERT INTO directory_entry (role_id, organization_id, location_id, display_name, organization_name, city, zip, county_fips, lat, lon,
  phone, tags, verified_at, demonstration)
SELECT r.id, o.id, pg_temp.key('location', s.s), CASE WHEN r.person THEN r.given || ' ' || r.family || ', ' || r.credentials ELSE o.name END,
  o.name, s.city, s.zip, s.county, s.lat, s.lon, s.phone,
  uniq(sort(r.tags || ${NETWORKS.map(
    ({ key, payerTag, acceptingTag }) =>
      `CASE WHEN r.${key} THEN CASE WHEN r.accepting = 'newpt' THEN '{${payerTag},${acceptingTag}}' ELSE '{${payerTag}}' END ELSE '{}' END::int[]`,
  ).join(' || ')})),
  CASE WHEN pg_temp.chance(r.i, 41) < 0.93 THEN timestamptz '2026-11-20T15:00:00Z' - pg_temp.chance(r.i, 42) * interval '85 days' END, true
FROM seed_role r JOIN seed_site s ON s.s = r.s JOIN organization o ON o.id = pg_temp.key('organization', r.o) ORDER BY r.i`;

const NAMES = `
CREATE TEMP TABLE seed_name AS
SELECT name, fold_text(name) AS folded FROM (SELECT display_name AS name FROM directory_entry UNION SELECT organization_name FROM directory_entry) x`;

const TERMS = `
INSERT INTO search_term (kind, term, display)
SELECT 'word', w, w FROM (SELECT DISTINCT w FROM seed_name, unnest(string_to_array(folded, ' ')) w WHERE length(w) > 1) x
UNION ALL SELECT * FROM (SELECT DISTINCT ON (folded) 'name', folded, name FROM seed_name ORDER BY folded, name) y
ON CONFLICT (kind, term) DO NOTHING`;

const ENTRY_TERMS = `
INSERT INTO entry_term (term_id, entry_id)
WITH known AS MATERIALIZED (
  SELECT n.name, array_agg(DISTINCT t.id) AS ids FROM seed_name n CROSS JOIN LATERAL unnest(string_to_array(n.folded, ' ')) w
  JOIN search_term t ON t.kind = 'word' AND t.term = w GROUP BY n.name)
SELECT DISTINCT unnest(a.ids || b.ids), e.id FROM directory_entry e
JOIN known a ON a.name = e.display_name JOIN known b ON b.name = e.organization_name
ON CONFLICT DO NOTHING`;

/** One role in twenty keeps a book: enough for "soonest first", and what a network of this size may bring along. */
const SCHEDULES = `
INSERT INTO schedule (id, practitioner_role_id, zone, created_at, updated_at)
SELECT pg_temp.key('schedule', i), id, 'America/New_York', '2026-11-20T15:00:00Z', '2026-11-20T15:00:00Z' FROM seed_role WHERE i % 20 = 1`;
const VISITS = `
INSERT INTO visit_type (id, schedule_id, mode, duration_min, step_min, buffer_after_min, notice_min, horizon_days)
SELECT pg_temp.key('visit', i), pg_temp.key('schedule', i), 'inPerson', 60, 30, 15, 240, 60 FROM seed_role WHERE i % 20 = 1`;
const RULES = `
INSERT INTO schedule_rule (id, schedule_id, weekday, starts_minute, ends_minute, valid_from)
SELECT pg_temp.key('rule', i * 10 + d), pg_temp.key('schedule', i), d, 540, 1020, '2026-01-01' FROM seed_role, generate_series(1, 5) d WHERE i % 20 = 1`;

/** In the order in which foreign keys allow; `$1` is how many entries there shall be. */
export const STATEMENTS: readonly (readonly [title: string, sql: string])[] = [
  ['sites', SITE],
  ['organizations', ORGANIZATION],
  ['locations', LOCATION],
  ['services', SERVICE],
  ['affiliations', AFFILIATION],
  ['roles in memory', ROLE_SEED],
  ['practitioners', PRACTITIONER],
  ['roles', ROLE],
  ['networks', NETWORK],
  ['search entries', ENTRY],
  ['names', NAMES],
  ['words', TERMS],
  ['words of entries', ENTRY_TERMS],
  ['schedules', SCHEDULES],
  ['kinds of visit', VISITS],
  ['weekly hours', RULES],
];
