-- Group 14, "has an open time", in the one byte that was free. No row has such a tag yet, so no stored mask changes.
CREATE OR REPLACE FUNCTION facet_mask(tags integer[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  first CONSTANT integer[] := ARRAY[0, 4, 6, 7, 8, 9, 10, 11, 13, 14, 15, 18, 19, 17];
  behind CONSTANT integer[] := ARRAY[4, 6, 7, 8, 9, 10, 11, 13, 14, 15, 17, 19, 20, 18];
  mask bytea := '\x0000000000000000000000000000000000000000';
  tag integer;
  bit integer;
BEGIN
  FOREACH tag IN ARRAY tags LOOP
    IF tag / 1000 BETWEEN 1 AND 14 THEN
      bit := first[tag / 1000] * 8 + tag % 1000 - 1;
      IF tag % 1000 > 0 AND bit < behind[tag / 1000] * 8 THEN mask := set_bit(mask, bit, 1); END IF;
    END IF;
  END LOOP;
  RETURN mask;
END $$;
