-- Restores and index builds run with an empty search path: functions behind columns and indexes name their schema.
CREATE OR REPLACE FUNCTION sphere_point(lat double precision, lon double precision) RETURNS cube
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT public.cube(ARRAY[
    3958.7613 * cos(radians(lat)) * cos(radians(lon)),
    3958.7613 * cos(radians(lat)) * sin(radians(lon)),
    3958.7613 * sin(radians(lat))])
$$;

-- As before, and apostrophes leave no gap: "Children's" is "childrens", as foldText in lib/directory/search has it.
CREATE OR REPLACE FUNCTION fold_text(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(translate(lower(public.unaccent('public.unaccent'::regdictionary, $1)), '''’', ''), '[^a-z0-9]+', ' ', 'g'))
$$;
