-- A place on a sphere of the Earth's mean radius (3958.7613 miles), as x, y, z in miles. The straight line between two
-- such points grows with the distance over ground, so nearest-first by index is exact; miles over ground =
-- 2 R asin(line / 2R). Only trusted extensions are needed (no earthdistance, no PostGIS).
CREATE FUNCTION sphere_point(lat double precision, lon double precision) RETURNS cube
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT cube(ARRAY[
    3958.7613 * cos(radians(lat)) * cos(radians(lon)),
    3958.7613 * cos(radians(lat)) * sin(radians(lon)),
    3958.7613 * sin(radians(lat))])
$$;

-- Lower case without accents, with anything else than letters and digits as one space: what search compares.
-- The dictionary is named, or `unaccent` would not count as immutable.
CREATE FUNCTION fold_text(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(lower(unaccent('unaccent'::regdictionary, $1)), '[^a-z0-9]+', ' ', 'g'))
$$;

CREATE TABLE "fact_check" (
    "id" UUID NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "fact" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "checked_by" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "fact_check_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "report" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "source_record" (
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "resource_type" TEXT NOT NULL,
    "resource_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "raw" JSONB NOT NULL,
    "batch_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_record_pkey" PRIMARY KEY ("source","key","resource_type")
);
CREATE TABLE "import_quarantine" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "fix" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "row_hash" TEXT NOT NULL,

    CONSTRAINT "import_quarantine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "directory_entry" (
    "id" SERIAL NOT NULL,
    "role_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "location_id" UUID,
    "display_name" TEXT NOT NULL,
    "organization_name" TEXT NOT NULL,
    "city" TEXT,
    "zip" TEXT,
    "county_fips" TEXT,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "point" cube GENERATED ALWAYS AS (sphere_point("lat", "lon")) STORED,
    "phone" TEXT,
    "tags" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "verified_at" TIMESTAMPTZ(3),
    "ghost_score" INTEGER NOT NULL DEFAULT 0,
    "hidden_at" TIMESTAMPTZ(3),
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "directory_entry_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "entry_tag" (
    "tag" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "point" cube,

    CONSTRAINT "entry_tag_pkey" PRIMARY KEY ("tag","entry_id")
);
CREATE TABLE "search_term" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "term" TEXT COLLATE "C" NOT NULL,
    "display" TEXT NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "search_term_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "entry_term" (
    "term_id" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,

    CONSTRAINT "entry_term_pkey" PRIMARY KEY ("term_id","entry_id")
);
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "is_network" BOOLEAN NOT NULL DEFAULT false,
    "types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "npi" TEXT,
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "name" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "description" TEXT,
    "part_of_id" UUID,
    "phone" TEXT,
    "website" TEXT,
    "telecom" JSONB NOT NULL DEFAULT '[]',
    "addresses" JSONB NOT NULL DEFAULT '[]',
    "contacts" JSONB NOT NULL DEFAULT '[]',
    "qualifications" JSONB NOT NULL DEFAULT '[]',
    "coverage_area_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "endpoint_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "location" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "name" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "description" TEXT,
    "types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "organization_id" UUID,
    "part_of_id" UUID,
    "line1" TEXT,
    "line2" TEXT,
    "city" TEXT,
    "county_name" TEXT,
    "county_fips" TEXT,
    "state" TEXT,
    "zip" TEXT,
    "country" TEXT,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "point" cube GENERATED ALWAYS AS (sphere_point("lat", "lon")) STORED,
    "zone" TEXT NOT NULL DEFAULT 'America/New_York',
    "phone" TEXT,
    "phone_extension" TEXT,
    "telecom" JSONB NOT NULL DEFAULT '[]',
    "hours_of_operation" JSONB NOT NULL DEFAULT '[]',
    "availability_exceptions" TEXT,
    "accessibility" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "new_patients" JSONB NOT NULL DEFAULT '[]',
    "endpoint_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "location_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "practitioner" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "npi" TEXT,
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "family" TEXT NOT NULL,
    "given" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "prefix" TEXT,
    "credentials" TEXT,
    "gender" TEXT,
    "telecom" JSONB NOT NULL DEFAULT '[]',
    "addresses" JSONB NOT NULL DEFAULT '[]',
    "communication" JSONB NOT NULL DEFAULT '[]',
    "qualifications" JSONB NOT NULL DEFAULT '[]',
    "endpoint_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "practitioner_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "practitioner_role" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "practitioner_id" UUID,
    "organization_id" UUID NOT NULL,
    "location_id" UUID,
    "location_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "service_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "specialties" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tags" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "phone" TEXT,
    "telecom" JSONB NOT NULL DEFAULT '[]',
    "available_time" JSONB NOT NULL DEFAULT '[]',
    "not_available" JSONB NOT NULL DEFAULT '[]',
    "availability_exceptions" TEXT,
    "new_patients" JSONB NOT NULL DEFAULT '[]',
    "period_start" DATE,
    "period_end" DATE,
    "about" JSONB NOT NULL DEFAULT '{}',
    "endpoint_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "practitioner_role_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "role_network" (
    "role_id" UUID NOT NULL,
    "network_id" UUID NOT NULL,
    "accepting" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,

    CONSTRAINT "role_network_pkey" PRIMARY KEY ("role_id","network_id")
);
CREATE TABLE "healthcare_service" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "organization_id" UUID,
    "location_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "coverage_area_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "categories" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "specialties" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "name" TEXT,
    "comment" TEXT,
    "telecom" JSONB NOT NULL DEFAULT '[]',
    "delivery_methods" JSONB NOT NULL DEFAULT '[]',
    "new_patients" JSONB NOT NULL DEFAULT '[]',
    "appointment_required" BOOLEAN,
    "available_time" JSONB NOT NULL DEFAULT '[]',
    "not_available" JSONB NOT NULL DEFAULT '[]',
    "availability_exceptions" TEXT,
    "tags" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "endpoint_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "healthcare_service_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "insurance_plan" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "name" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "period_start" DATE,
    "period_end" DATE,
    "owned_by_id" UUID NOT NULL,
    "administered_by_id" UUID NOT NULL,
    "coverage_area_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "network_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "endpoint_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "contacts" JSONB NOT NULL DEFAULT '[]',
    "coverage" JSONB NOT NULL DEFAULT '[]',
    "plans" JSONB NOT NULL DEFAULT '[]',
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "insurance_plan_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "organization_affiliation" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "period_start" DATE,
    "period_end" DATE,
    "organization_id" UUID,
    "participating_organization_id" UUID,
    "network_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "specialties" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "location_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "service_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "telecom" JSONB NOT NULL DEFAULT '[]',
    "qualifications" JSONB NOT NULL DEFAULT '[]',
    "endpoint_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "organization_affiliation_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "endpoint" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_updated" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "identifiers" JSONB NOT NULL DEFAULT '[]',
    "connection_type" JSONB NOT NULL,
    "name" TEXT,
    "managing_organization_id" UUID,
    "contacts" JSONB NOT NULL DEFAULT '[]',
    "period_start" DATE,
    "period_end" DATE,
    "payload_types" JSONB NOT NULL DEFAULT '[]',
    "payload_mime_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "use_cases" JSONB NOT NULL DEFAULT '[]',
    "address" TEXT NOT NULL,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "fact_check_subject_id_fact_checked_at_idx" ON "fact_check"("subject_id", "fact", "checked_at");
CREATE INDEX "source_record_resource_id_idx" ON "source_record"("resource_id");
CREATE INDEX "source_record_batch_id_idx" ON "source_record"("batch_id");
CREATE INDEX "import_quarantine_batch_id_idx" ON "import_quarantine"("batch_id");
CREATE UNIQUE INDEX "directory_entry_role_id_key" ON "directory_entry"("role_id");
CREATE INDEX "directory_entry_organization_id_idx" ON "directory_entry"("organization_id");
CREATE INDEX "directory_entry_location_id_idx" ON "directory_entry"("location_id");
CREATE INDEX "directory_entry_county_fips_idx" ON "directory_entry"("county_fips");
CREATE INDEX "directory_entry_tags_idx" ON "directory_entry" USING GIN ("tags" gin__int_ops);
CREATE INDEX "entry_tag_entry_id_idx" ON "entry_tag"("entry_id");
CREATE INDEX "entry_tag_nearest_idx" ON "entry_tag" USING GIST ("tag" gist_int4_ops, "point" gist_cube_ops);
CREATE INDEX "search_term_typo_idx" ON "search_term" USING GIN ("term" gin_trgm_ops);
CREATE UNIQUE INDEX "search_term_kind_term_key" ON "search_term"("kind", "term");
CREATE INDEX "entry_term_entry_id_idx" ON "entry_term"("entry_id");
CREATE INDEX "organization_npi_idx" ON "organization"("npi");
CREATE INDEX "organization_part_of_id_idx" ON "organization"("part_of_id");
CREATE INDEX "organization_last_updated_idx" ON "organization"("last_updated");
CREATE INDEX "location_organization_id_idx" ON "location"("organization_id");
CREATE INDEX "location_zip_idx" ON "location"("zip");
CREATE INDEX "location_county_fips_idx" ON "location"("county_fips");
CREATE INDEX "location_last_updated_idx" ON "location"("last_updated");
CREATE INDEX "location_point_idx" ON "location" USING GIST ("point");
CREATE INDEX "practitioner_npi_idx" ON "practitioner"("npi");
CREATE INDEX "practitioner_family_idx" ON "practitioner"("family");
CREATE INDEX "practitioner_last_updated_idx" ON "practitioner"("last_updated");
CREATE INDEX "practitioner_role_practitioner_id_idx" ON "practitioner_role"("practitioner_id");
CREATE INDEX "practitioner_role_organization_id_idx" ON "practitioner_role"("organization_id");
CREATE INDEX "practitioner_role_location_id_idx" ON "practitioner_role"("location_id");
CREATE INDEX "practitioner_role_last_updated_idx" ON "practitioner_role"("last_updated");
CREATE INDEX "practitioner_role_service_ids_idx" ON "practitioner_role" USING GIN ("service_ids");
CREATE INDEX "practitioner_role_location_ids_idx" ON "practitioner_role" USING GIN ("location_ids");
CREATE INDEX "role_network_network_id_idx" ON "role_network"("network_id");
CREATE INDEX "healthcare_service_organization_id_idx" ON "healthcare_service"("organization_id");
CREATE INDEX "healthcare_service_last_updated_idx" ON "healthcare_service"("last_updated");
CREATE INDEX "healthcare_service_location_ids_idx" ON "healthcare_service" USING GIN ("location_ids");
CREATE INDEX "insurance_plan_owned_by_id_idx" ON "insurance_plan"("owned_by_id");
CREATE INDEX "insurance_plan_administered_by_id_idx" ON "insurance_plan"("administered_by_id");
CREATE INDEX "insurance_plan_last_updated_idx" ON "insurance_plan"("last_updated");
CREATE INDEX "organization_affiliation_organization_id_idx" ON "organization_affiliation"("organization_id");
CREATE INDEX "organization_affiliation_participating_organization_id_idx" ON "organization_affiliation"("participating_organization_id");
CREATE INDEX "organization_affiliation_last_updated_idx" ON "organization_affiliation"("last_updated");
CREATE INDEX "organization_affiliation_network_ids_idx" ON "organization_affiliation" USING GIN ("network_ids");
CREATE INDEX "endpoint_managing_organization_id_idx" ON "endpoint"("managing_organization_id");
CREATE INDEX "endpoint_last_updated_idx" ON "endpoint"("last_updated");
ALTER TABLE "source_record" ADD CONSTRAINT "source_record_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "import_quarantine" ADD CONSTRAINT "import_quarantine_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "directory_entry" ADD CONSTRAINT "directory_entry_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "practitioner_role"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "directory_entry" ADD CONSTRAINT "directory_entry_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "directory_entry" ADD CONSTRAINT "directory_entry_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "entry_tag" ADD CONSTRAINT "entry_tag_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "directory_entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "entry_term" ADD CONSTRAINT "entry_term_term_id_fkey" FOREIGN KEY ("term_id") REFERENCES "search_term"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "entry_term" ADD CONSTRAINT "entry_term_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "directory_entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "organization" ADD CONSTRAINT "organization_part_of_id_fkey" FOREIGN KEY ("part_of_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "location" ADD CONSTRAINT "location_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "location" ADD CONSTRAINT "location_part_of_id_fkey" FOREIGN KEY ("part_of_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "practitioner_role" ADD CONSTRAINT "practitioner_role_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "practitioner_role" ADD CONSTRAINT "practitioner_role_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "practitioner_role" ADD CONSTRAINT "practitioner_role_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "location"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "role_network" ADD CONSTRAINT "role_network_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "practitioner_role"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "role_network" ADD CONSTRAINT "role_network_network_id_fkey" FOREIGN KEY ("network_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "healthcare_service" ADD CONSTRAINT "healthcare_service_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "insurance_plan" ADD CONSTRAINT "insurance_plan_owned_by_id_fkey" FOREIGN KEY ("owned_by_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "insurance_plan" ADD CONSTRAINT "insurance_plan_administered_by_id_fkey" FOREIGN KEY ("administered_by_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "organization_affiliation" ADD CONSTRAINT "organization_affiliation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "organization_affiliation" ADD CONSTRAINT "organization_affiliation_participating_organization_id_fkey" FOREIGN KEY ("participating_organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_managing_organization_id_fkey" FOREIGN KEY ("managing_organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say. ("term" is COLLATE "C", so that its unique index serves prefixes as a range.)
CREATE INDEX "directory_entry_point_idx" ON "directory_entry" USING gist ("point") WHERE "hidden_at" IS NULL;
ALTER TABLE "location" ADD CONSTRAINT "location_place_on_earth" CHECK (
  ("lat" IS NULL) = ("lon" IS NULL) AND "lat" BETWEEN -90 AND 90 AND "lon" BETWEEN -180 AND 180);
ALTER TABLE "organization" ADD CONSTRAINT "organization_npi_digits" CHECK ("npi" ~ '^[0-9]{10}$');
ALTER TABLE "practitioner" ADD CONSTRAINT "practitioner_npi_digits" CHECK ("npi" ~ '^[0-9]{10}$');

-- Directory rows are made inactive, never deleted; only what is derived from them is rebuilt.
GRANT SELECT, INSERT, UPDATE ON "organization", "location", "practitioner", "practitioner_role", "healthcare_service",
  "insurance_plan", "organization_affiliation", "endpoint", "import_batch", "source_record", "import_quarantine" TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "role_network", "directory_entry", "entry_tag", "search_term", "entry_term" TO portal_app;
GRANT SELECT, INSERT ON "fact_check" TO portal_app;
GRANT USAGE ON SEQUENCE "directory_entry_id_seq", "search_term_id_seq" TO portal_app;
