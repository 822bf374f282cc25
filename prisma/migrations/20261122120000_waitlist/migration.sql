-- Whether a booked visit may be offered an earlier time. Only people we may text can answer an offer in time.
ALTER TABLE "appointment" ADD COLUMN "wants_earlier" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "slot_offer" (
  "id" UUID NOT NULL,
  "appointment_id" UUID NOT NULL,
  "claim_id" UUID NOT NULL,
  "practitioner_role_id" UUID NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "slot_offer_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "slot_offer_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Nobody is offered the same time twice.
CREATE UNIQUE INDEX "slot_offer_appointment_id_starts_at_key" ON "slot_offer" ("appointment_id", "starts_at");
GRANT SELECT, INSERT, DELETE ON "slot_offer" TO portal_app;

CREATE TABLE "blackout" (
  "id" UUID NOT NULL,
  "practitioner_role_id" UUID NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "blackout_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "blackout_practitioner_role_id_fkey" FOREIGN KEY ("practitioner_role_id") REFERENCES "practitioner_role" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "blackout_times_check" CHECK ("starts_at" < "ends_at")
);
CREATE INDEX "blackout_practitioner_role_id_ends_at_idx" ON "blackout" ("practitioner_role_id", "ends_at");
GRANT SELECT, INSERT, DELETE ON "blackout" TO portal_app;
