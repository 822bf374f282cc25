-- The two kinds of PractitionerRole apart: each alone can be read in the order of its ids by an index. Of their union the
-- planner makes and sorts every row first, a million for a page of ten.
CREATE VIEW "fhir_role_in_network" WITH (security_invoker = true) AS
  SELECT n.resource_id AS id, r.id AS role_id, r.version, r.last_updated, r.active, r.identifiers, r.practitioner_id,
    r.organization_id, r.location_ids, r.service_ids, r.codes, r.specialties, r.phone, r.telecom, r.available_time,
    r.not_available, r.availability_exceptions, r.new_patients, r.qualifications, r.endpoint_ids,
    coalesce(n.starts_on, r.period_start) AS period_start, coalesce(n.ends_on, r.period_end) AS period_end,
    n.network_id, n.accepting
  FROM role_network n JOIN practitioner_role r ON r.id = n.role_id;
CREATE VIEW "fhir_role_without_network" WITH (security_invoker = true) AS
  SELECT r.id, r.id AS role_id, r.version, r.last_updated, r.active, r.identifiers, r.practitioner_id,
    r.organization_id, r.location_ids, r.service_ids, r.codes, r.specialties, r.phone, r.telecom, r.available_time,
    r.not_available, r.availability_exceptions, r.new_patients, r.qualifications, r.endpoint_ids,
    r.period_start, r.period_end, NULL::uuid AS network_id, NULL::text AS accepting
  FROM practitioner_role r WHERE NOT EXISTS (SELECT 1 FROM role_network n WHERE n.role_id = r.id);
CREATE OR REPLACE VIEW "fhir_practitioner_role" WITH (security_invoker = true) AS
  SELECT * FROM fhir_role_in_network UNION ALL SELECT * FROM fhir_role_without_network;
GRANT SELECT ON "fhir_role_in_network", "fhir_role_without_network" TO portal_app;
