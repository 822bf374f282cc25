-- The squares of three grids, of a half, a tenth and a fiftieth of a degree, in which a place lies:
-- lib/directory/search/cells.ts names the squares around a place with the same numbers.
CREATE FUNCTION place_cells(lat double precision, lon double precision) RETURNS integer[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ARRAY[
    100000000 + floor((lat + 90) * 2)::integer * 1000 + floor((lon + 180) * 2)::integer,
    200000000 + floor((lat + 90) * 10)::integer * 4000 + floor((lon + 180) * 10)::integer,
    400000000 + floor((lat + 90) * 50)::integer * 20000 + floor((lon + 180) * 50)::integer]
$$;

-- What an entry offers and where it is, in one index: both are cut before the table is read.
DROP INDEX "directory_entry_tags_idx";
CREATE INDEX "directory_entry_tags_idx" ON "directory_entry"
  USING gin ("tags" gin__int_ops, place_cells("lat", "lon") gin__int_ops);
