-- An address is searched by its whole text too, as the resource shows it: lines, city, state and ZIP in one.
CREATE FUNCTION address_text(lines text[], city text, state text, zip text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_string(lines || city || nullif(concat_ws(' ', state, zip), ''), ', ')
$$;

DROP INDEX "organization_address_idx";
DROP INDEX "location_address_values_idx";
CREATE OR REPLACE FUNCTION address_values(jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(part), ARRAY[]::text[]) FROM (
    SELECT unnest(ARRAY[
      coalesce(a->>'text', public.address_text(
        (SELECT array_agg(line) FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(a->'line') = 'array' THEN a->'line' ELSE '[]' END) line),
        a->>'city', a->>'state', a->>'postalCode')),
      a->>'city', a->>'state', a->>'postalCode', a->>'country']) AS part
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof($1) = 'array' THEN $1 ELSE '[]' END) a
  ) parts WHERE part IS NOT NULL
$$;
CREATE INDEX "organization_address_idx" ON "organization" USING gin (search_values(address_values("addresses")) gin_trgm_ops);
CREATE INDEX "location_address_values_idx" ON "location"
  USING gin (search_values(ARRAY[address_text(ARRAY["line1", "line2"], "city", "state", "zip"), "city", "state", "zip", "country"]) gin_trgm_ops);
