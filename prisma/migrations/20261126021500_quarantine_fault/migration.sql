-- Why a row could not be used as a code with values, so that the desk can say it in the language of its page. Rows that
-- were kept before have their English words only.
ALTER TABLE "import_quarantine" ADD COLUMN "fault" TEXT, ADD COLUMN "values" JSONB;
