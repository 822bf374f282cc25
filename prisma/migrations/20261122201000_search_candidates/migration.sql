-- The facets of an entry as bits: byte = where its group begins (lib/directory/parameters/facets.json, "byte") plus
-- (n - 1) / 8. The index below carries them, so that counting facets near a place never touches the table.
CREATE FUNCTION facet_mask(tags integer[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  first CONSTANT integer[] := ARRAY[0, 4, 6, 7, 8, 9, 10, 11, 13, 14, 15, 18, 19, 20];
  mask bytea := '\x0000000000000000000000000000000000000000';
  tag integer;
  bit integer;
BEGIN
  FOREACH tag IN ARRAY tags LOOP
    IF tag / 1000 BETWEEN 1 AND 13 THEN
      bit := first[tag / 1000] * 8 + tag % 1000 - 1;
      IF tag % 1000 > 0 AND bit < first[tag / 1000 + 1] * 8 THEN mask := set_bit(mask, bit, 1); END IF;
    END IF;
  END LOOP;
  RETURN mask;
END $$;

ALTER TABLE "directory_entry" ADD COLUMN "facets" BYTEA GENERATED ALWAYS AS (facet_mask("tags")) STORED;

-- Nearest first, with all that counting needs.
DROP INDEX "directory_entry_point_idx";
CREATE INDEX "directory_entry_near_idx" ON "directory_entry" USING gist ("point") INCLUDE ("id", "facets") WHERE "hidden_at" IS NULL;

-- One service nearest first is a walk of that index too; a rare service is found by its facet codes.
DROP TABLE "entry_tag";
