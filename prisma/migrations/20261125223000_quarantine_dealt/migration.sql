-- Rows in quarantine are work: staff put each right in its source, or find that nothing is to be done.
ALTER TABLE "import_quarantine" ADD COLUMN "dealt_at" TIMESTAMPTZ(3), ADD COLUMN "dealt_by" UUID;
-- A later file of the same source with the same unusable row asks nobody again.
CREATE INDEX "import_quarantine_row_hash_idx" ON "import_quarantine"("row_hash");
