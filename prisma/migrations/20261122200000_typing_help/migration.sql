-- Typing errors are looked up among single words only. An index over whole names as well would be twenty times as large
-- and answer with candidates that are thrown away.
DROP INDEX "search_term_typo_idx";
CREATE INDEX "search_term_word_typo_idx" ON "search_term" USING GIN ("term" gin_trgm_ops) WHERE "kind" = 'word';
