-- The same text as before, a few times faster: a search by name compares thousands of rows, and most names are plain
-- ASCII, on which unaccent changes nothing. Indexes on these functions stay as they are.
CREATE OR REPLACE FUNCTION search_value(text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF octet_length($1) = char_length($1) THEN RETURN lower($1); END IF;
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, $1));
END $$;

CREATE OR REPLACE FUNCTION search_values(text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  joined CONSTANT text := array_to_string($1, '|');
BEGIN
  IF octet_length(joined) = char_length(joined) THEN RETURN '|' || lower(joined); END IF;
  RETURN '|' || lower(public.unaccent('public.unaccent'::regdictionary, joined));
END $$;
