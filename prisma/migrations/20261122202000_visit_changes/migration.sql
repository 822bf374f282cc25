ALTER TABLE "appointment" ADD COLUMN "confirmed_at" TIMESTAMPTZ(3);

-- A practice's own calendar. Its busy times are blocked claims whose appointment_id is the feed's id.
CREATE TABLE "busy_feed" (
  "id" UUID NOT NULL,
  "practitioner_role_id" UUID NOT NULL,
  "url" BYTEA,
  "read_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "busy_feed_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "busy_feed_practitioner_role_id_fkey" FOREIGN KEY ("practitioner_role_id")
    REFERENCES "practitioner_role" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "busy_feed_practitioner_role_id_key" ON "busy_feed"("practitioner_role_id");
GRANT SELECT, INSERT, UPDATE, DELETE ON "busy_feed" TO portal_app;
