CREATE TABLE "schedule" (
  "id" UUID NOT NULL,
  "practitioner_role_id" UUID NOT NULL,
  "zone" TEXT NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT true,
  "keeps_holidays" BOOLEAN NOT NULL DEFAULT true,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "schedule_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "schedule_practitioner_role_id_fkey" FOREIGN KEY ("practitioner_role_id")
    REFERENCES "practitioner_role" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "schedule_practitioner_role_id_key" ON "schedule" ("practitioner_role_id");
GRANT SELECT, INSERT, UPDATE ON "schedule" TO portal_app;

CREATE TABLE "visit_type" (
  "id" UUID NOT NULL,
  "schedule_id" UUID NOT NULL,
  "mode" TEXT NOT NULL,
  "duration_min" INTEGER NOT NULL,
  "step_min" INTEGER NOT NULL,
  "buffer_before_min" INTEGER NOT NULL DEFAULT 0,
  "buffer_after_min" INTEGER NOT NULL DEFAULT 0,
  "notice_min" INTEGER NOT NULL,
  "horizon_days" INTEGER NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT true,
  CONSTRAINT "visit_type_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "visit_type_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedule" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "visit_type_mode_check" CHECK ("mode" IN ('inPerson', 'video', 'phone')),
  CONSTRAINT "visit_type_numbers_check" CHECK ("duration_min" BETWEEN 5 AND 1440 AND "step_min" BETWEEN 5 AND 1440
    AND "buffer_before_min" BETWEEN 0 AND 480 AND "buffer_after_min" BETWEEN 0 AND 480
    AND "notice_min" BETWEEN 0 AND 129600 AND "horizon_days" BETWEEN 0 AND 400)
);
CREATE INDEX "visit_type_schedule_id_idx" ON "visit_type" ("schedule_id");
GRANT SELECT, INSERT, UPDATE ON "visit_type" TO portal_app;

CREATE TABLE "schedule_rule" (
  "id" UUID NOT NULL,
  "schedule_id" UUID NOT NULL,
  "visit_type_id" UUID,
  "weekday" INTEGER NOT NULL,
  "starts_minute" INTEGER NOT NULL,
  "ends_minute" INTEGER NOT NULL,
  "valid_from" DATE NOT NULL,
  "valid_to" DATE,
  CONSTRAINT "schedule_rule_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "schedule_rule_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedule" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "schedule_rule_visit_type_id_fkey" FOREIGN KEY ("visit_type_id") REFERENCES "visit_type" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "schedule_rule_times_check" CHECK ("weekday" BETWEEN 1 AND 7 AND "starts_minute" >= 0
    AND "starts_minute" < "ends_minute" AND "ends_minute" <= 1440),
  CONSTRAINT "schedule_rule_dates_check" CHECK ("valid_to" IS NULL OR "valid_from" <= "valid_to")
);
CREATE INDEX "schedule_rule_schedule_id_idx" ON "schedule_rule" ("schedule_id");
GRANT SELECT, INSERT, UPDATE, DELETE ON "schedule_rule" TO portal_app;

CREATE TABLE "schedule_exception" (
  "id" UUID NOT NULL,
  "schedule_id" UUID NOT NULL,
  "on_date" DATE NOT NULL,
  "starts_minute" INTEGER,
  "ends_minute" INTEGER,
  CONSTRAINT "schedule_exception_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "schedule_exception_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedule" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "schedule_exception_times_check" CHECK (
    ("starts_minute" IS NULL AND "ends_minute" IS NULL)
    OR ("starts_minute" >= 0 AND "starts_minute" < "ends_minute" AND "ends_minute" <= 1440))
);
CREATE INDEX "schedule_exception_schedule_id_on_date_idx" ON "schedule_exception" ("schedule_id", "on_date");
GRANT SELECT, INSERT, UPDATE, DELETE ON "schedule_exception" TO portal_app;

CREATE TABLE "holiday" (
  "on_date" DATE NOT NULL,
  "name_en" TEXT NOT NULL,
  "name_es" TEXT NOT NULL,
  CONSTRAINT "holiday_pkey" PRIMARY KEY ("on_date")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "holiday" TO portal_app;

CREATE TABLE "appointment" (
  "id" UUID NOT NULL,
  "practitioner_role_id" UUID NOT NULL,
  "visit_type_id" UUID NOT NULL,
  "member_id" UUID NOT NULL,
  "status" TEXT NOT NULL,
  "mode" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "zone" TEXT NOT NULL,
  "code_hash" TEXT,
  "details" BYTEA,
  "need_level" TEXT,
  "due_at" TIMESTAMPTZ(3),
  "needs_reschedule" BOOLEAN NOT NULL DEFAULT false,
  "version" INTEGER NOT NULL DEFAULT 1,
  "ics_sequence" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "appointment_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "appointment_practitioner_role_id_fkey" FOREIGN KEY ("practitioner_role_id")
    REFERENCES "practitioner_role" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "appointment_visit_type_id_fkey" FOREIGN KEY ("visit_type_id") REFERENCES "visit_type" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "appointment_status_check" CHECK ("status" IN
    ('proposed', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error', 'waitlist')),
  CONSTRAINT "appointment_times_check" CHECK ("starts_at" < "ends_at")
);
CREATE UNIQUE INDEX "appointment_code_hash_key" ON "appointment" ("code_hash");
CREATE INDEX "appointment_practitioner_role_id_starts_at_idx" ON "appointment" ("practitioner_role_id", "starts_at");
CREATE INDEX "appointment_member_id_idx" ON "appointment" ("member_id");
GRANT SELECT, INSERT, UPDATE, DELETE ON "appointment" TO portal_app;

CREATE TABLE "appointment_access" (
  "appointment_id" UUID NOT NULL,
  "holder_id" UUID NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "appointment_access_pkey" PRIMARY KEY ("appointment_id", "holder_id"),
  CONSTRAINT "appointment_access_appointment_id_fkey" FOREIGN KEY ("appointment_id")
    REFERENCES "appointment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "appointment_access_expires_at_idx" ON "appointment_access" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "appointment_access" TO portal_app;

CREATE TABLE "claim" (
  "id" UUID NOT NULL,
  "appointment_id" UUID NOT NULL,
  "practitioner_role_id" UUID NOT NULL,
  "member_id" UUID,
  "visit_type_id" UUID,
  "during" tstzrange NOT NULL,
  "busy" tstzrange NOT NULL,
  "status" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "claim_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "claim_practitioner_role_id_fkey" FOREIGN KEY ("practitioner_role_id")
    REFERENCES "practitioner_role" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "claim_status_check" CHECK ("status" IN ('held', 'booked', 'blocked', 'released', 'expired', 'cancelled')),
  CONSTRAINT "claim_hold_check" CHECK ("status" <> 'held' OR "expires_at" IS NOT NULL),
  CONSTRAINT "claim_member_check" CHECK ("status" = 'blocked' OR "member_id" IS NOT NULL),
  -- Half-open and finite, or two neighbours would meet and an open end would block for ever.
  CONSTRAINT "claim_ranges_check" CHECK (NOT isempty("during") AND "busy" @> "during"
    AND lower_inc("during") AND NOT upper_inc("during") AND lower_inc("busy") AND NOT upper_inc("busy")
    AND NOT lower_inf("busy") AND NOT upper_inf("busy"))
);
CREATE INDEX "claim_appointment_id_idx" ON "claim" ("appointment_id");
-- The referee. `appointment_id <>` lets a move hold a time that meets the visit's own old one.
-- Writers insert with ON CONFLICT DO NOTHING: a plain insert deadlocks when many want one time.
ALTER TABLE "claim" ADD CONSTRAINT "claim_role_busy_excl" EXCLUDE USING gist
  ("practitioner_role_id" WITH =, "busy" WITH &&, "appointment_id" WITH <>) WHERE ("status" IN ('held', 'booked', 'blocked'));
ALTER TABLE "claim" ADD CONSTRAINT "claim_member_during_excl" EXCLUDE USING gist
  ("member_id" WITH =, "during" WITH &&, "appointment_id" WITH <>) WHERE ("status" IN ('held', 'booked'));
CREATE UNIQUE INDEX "claim_one_booked" ON "claim" ("appointment_id") WHERE "status" = 'booked';
CREATE UNIQUE INDEX "claim_one_held" ON "claim" ("appointment_id") WHERE "status" = 'held';
GRANT SELECT, INSERT, UPDATE, DELETE ON "claim" TO portal_app;

CREATE TABLE "idempotency_key" (
  "scope_id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "body_hash" TEXT NOT NULL,
  "error_code" TEXT,
  "result_id" UUID,
  "data" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("scope_id", "key")
);
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotency_key" TO portal_app;
