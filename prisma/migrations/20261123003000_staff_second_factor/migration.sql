-- The second factor of staff: a passkey after the mailed code.
CREATE TABLE "staff_passkey" (
    "id" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_passkey_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "staff_passkey_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "staff_passkey_staff_id_idx" ON "staff_passkey"("staff_id");
ALTER TABLE "staff_session" ADD COLUMN "second" BOOLEAN NOT NULL DEFAULT false;
-- A challenge for one of the staff is good for nobody else.
ALTER TABLE "passkey_challenge" ADD COLUMN "staff_id" UUID;

GRANT SELECT, INSERT, UPDATE, DELETE ON "staff_passkey" TO portal_app;
ALTER TABLE "staff_passkey" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "staff_passkey" FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_passkey_owner ON "staff_passkey" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY staff_passkey_system ON "staff_passkey" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'system') WITH CHECK ((SELECT app_scope()) = 'system');
