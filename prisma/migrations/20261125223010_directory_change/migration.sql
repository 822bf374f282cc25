-- Pages of the directory may be kept in memory by every instance (lib/http/front). A row for each transaction that
-- changed what they show: rows appear when it commits, so whoever compares the rows sees every change, in any order of
-- commits, and nobody waits for anybody as at one shared counter.
CREATE TABLE "directory_change" (
    "id" BIGSERIAL NOT NULL,
    "xact" BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "directory_change_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "directory_change_xact_key" ON "directory_change"("xact");

CREATE FUNCTION note_directory_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO directory_change DEFAULT VALUES ON CONFLICT (xact) DO NOTHING;
  -- Kept pages live a minute, so an hour is more than anyone compares. Rows that somebody else is taking are left to them.
  DELETE FROM directory_change WHERE id IN (
    SELECT id FROM directory_change WHERE changed_at < now() - interval '1 hour' ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED
  );
  RETURN NULL;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['directory_entry', 'practitioner_role', 'practitioner', 'organization', 'location',
    'role_network', 'healthcare_service', 'fact_check'] LOOP
    EXECUTE format('CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION note_directory_change()', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, DELETE ON "directory_change" TO portal_app;
-- FOR UPDATE asks for this right; nothing changes a row.
GRANT UPDATE ON "directory_change" TO portal_app;
GRANT USAGE ON SEQUENCE "directory_change_id_seq" TO portal_app;
