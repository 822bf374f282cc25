-- What Plan-Net asks to be shown and the directory tables could not yet hold.
ALTER TABLE "organization" ADD COLUMN "period_start" DATE, ADD COLUMN "period_end" DATE;
ALTER TABLE "location" ADD COLUMN "boundary" JSONB;
ALTER TABLE "practitioner_role" ADD COLUMN "qualifications" JSONB NOT NULL DEFAULT '[]';

-- A Plan-Net PractitionerRole speaks of at most one network, while one role here may be in several. Each membership is
-- therefore a resource of its own, with an id that follows from the pair and so never changes.
ALTER TABLE "role_network" ADD COLUMN "resource_id" UUID NOT NULL
  GENERATED ALWAYS AS (md5("role_id"::text || "network_id"::text)::uuid) STORED;
CREATE UNIQUE INDEX "role_network_resource_id_key" ON "role_network"("resource_id");

CREATE VIEW "fhir_practitioner_role" WITH (security_invoker = true) AS
  SELECT n.resource_id AS id, r.id AS role_id, r.version, r.last_updated, r.active, r.identifiers, r.practitioner_id,
    r.organization_id, r.location_ids, r.service_ids, r.codes, r.specialties, r.phone, r.telecom, r.available_time,
    r.not_available, r.availability_exceptions, r.new_patients, r.qualifications, r.endpoint_ids,
    coalesce(n.starts_on, r.period_start) AS period_start, coalesce(n.ends_on, r.period_end) AS period_end,
    n.network_id, n.accepting
  FROM role_network n JOIN practitioner_role r ON r.id = n.role_id
  UNION ALL
  SELECT r.id, r.id, r.version, r.last_updated, r.active, r.identifiers, r.practitioner_id,
    r.organization_id, r.location_ids, r.service_ids, r.codes, r.specialties, r.phone, r.telecom, r.available_time,
    r.not_available, r.availability_exceptions, r.new_patients, r.qualifications, r.endpoint_ids,
    r.period_start, r.period_end, NULL::uuid, NULL::text
  FROM practitioner_role r WHERE NOT EXISTS (SELECT 1 FROM role_network n WHERE n.role_id = r.id);
GRANT SELECT ON "fhir_practitioner_role" TO portal_app;

-- What a FHIR string search compares: lower case, no accents, each value after a bar, so that "starts with" is
-- LIKE '%|value%' and one trigram index answers it. Not fold_text: punctuation counts here. Names carry their schema,
-- because indexes are built with an empty search path.
CREATE FUNCTION search_value(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1))
$$;
CREATE FUNCTION search_values(text[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT '|' || lower(public.unaccent('public.unaccent'::regdictionary, array_to_string($1, '|')))
$$;

-- The searchable parts of a list of FHIR addresses.
CREATE FUNCTION address_values(jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(part), ARRAY[]::text[]) FROM (
    SELECT unnest(ARRAY[coalesce(a->>'text', a#>>'{line,0}'), a->>'city', a->>'state', a->>'postalCode', a->>'country']) AS part
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof($1) = 'array' THEN $1 ELSE '[]' END) a
  ) parts WHERE part IS NOT NULL
$$;

CREATE INDEX "practitioner_names_idx" ON "practitioner"
  USING gin (search_values(ARRAY["prefix", "family", "credentials"] || "given") gin_trgm_ops);
CREATE INDEX "practitioner_family_values_idx" ON "practitioner" USING gin (search_values(ARRAY["family"]) gin_trgm_ops);
CREATE INDEX "practitioner_given_values_idx" ON "practitioner" USING gin (search_values("given") gin_trgm_ops);
CREATE INDEX "organization_names_idx" ON "organization" USING gin (search_values(ARRAY["name"] || "aliases") gin_trgm_ops);
CREATE INDEX "organization_address_idx" ON "organization" USING gin (search_values(address_values("addresses")) gin_trgm_ops);
CREATE INDEX "healthcare_service_names_idx" ON "healthcare_service" USING gin (search_values(ARRAY["name"]) gin_trgm_ops);
CREATE INDEX "location_address_values_idx" ON "location"
  USING gin (search_values(ARRAY["line1", "city", "state", "zip", "country"]) gin_trgm_ops);
CREATE INDEX "location_city_values_idx" ON "location" USING gin (search_values(ARRAY["city"]) gin_trgm_ops);
CREATE INDEX "practitioner_role_specialties_idx" ON "practitioner_role" USING gin ("specialties");
CREATE INDEX "practitioner_role_codes_idx" ON "practitioner_role" USING gin ("codes");
CREATE INDEX "healthcare_service_specialties_idx" ON "healthcare_service" USING gin ("specialties");
CREATE INDEX "organization_affiliation_participation_idx" ON "organization_affiliation" USING gin ("location_ids");

-- A changed row gets the next version and a new time, an unchanged one keeps both, whoever writes: clients trust ETag
-- and _lastUpdated. A writer that counts the version itself is believed.
CREATE FUNCTION count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version = OLD.version THEN
    IF to_jsonb(NEW) - '{version,last_updated,point}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{version,last_updated,point}'::text[] THEN
      NEW.version := OLD.version + 1;
      IF NEW.last_updated = OLD.last_updated THEN NEW.last_updated := now(); END IF;
    ELSE
      NEW.last_updated := OLD.last_updated;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "organization_version" BEFORE UPDATE ON "organization" FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER "location_version" BEFORE UPDATE ON "location" FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER "practitioner_version" BEFORE UPDATE ON "practitioner" FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER "practitioner_role_version" BEFORE UPDATE ON "practitioner_role" FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER "healthcare_service_version" BEFORE UPDATE ON "healthcare_service" FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER "insurance_plan_version" BEFORE UPDATE ON "insurance_plan" FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER "organization_affiliation_version" BEFORE UPDATE ON "organization_affiliation"
  FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER "endpoint_version" BEFORE UPDATE ON "endpoint" FOR EACH ROW EXECUTE FUNCTION count_version();

-- What a membership says is part of its PractitionerRole.
CREATE FUNCTION count_role_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE practitioner_role SET version = version + 1, last_updated = now() WHERE id = NEW.role_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "role_network_version" AFTER UPDATE ON "role_network"
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION count_role_version();
