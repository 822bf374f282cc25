-- Names as a search compares them, written down: a common name is compared in thousands of rows, and making the text
-- again for each costs more than comparing it.
ALTER TABLE "practitioner" ADD COLUMN "search_names" TEXT
  GENERATED ALWAYS AS (search_values(ARRAY["prefix", "family", "credentials"] || "given")) STORED;
ALTER TABLE "organization" ADD COLUMN "search_names" TEXT
  GENERATED ALWAYS AS (search_values(ARRAY["name"] || "aliases")) STORED;
DROP INDEX "practitioner_names_idx";
CREATE INDEX "practitioner_names_idx" ON "practitioner" USING gin ("search_names" gin_trgm_ops);
DROP INDEX "organization_names_idx";
CREATE INDEX "organization_names_idx" ON "organization" USING gin ("search_names" gin_trgm_ops);

-- As before; what the database makes of other columns is no change of its own.
CREATE OR REPLACE FUNCTION count_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  made CONSTANT text[] := '{version,last_updated,point,search_names}';
BEGIN
  IF NEW.version = OLD.version THEN
    IF to_jsonb(NEW) - made IS DISTINCT FROM to_jsonb(OLD) - made THEN
      NEW.version := OLD.version + 1;
      IF NEW.last_updated = OLD.last_updated THEN NEW.last_updated := now(); END IF;
    ELSE
      NEW.last_updated := OLD.last_updated;
    END IF;
  END IF;
  RETURN NEW;
END $$;
