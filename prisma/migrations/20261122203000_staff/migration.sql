-- People of the plan and of practices, and their sessions: never in one table with members, so that no mistake in a
-- query can turn one into the other.
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "organization_id" UUID,
    "email_index" TEXT NOT NULL,
    "email" BYTEA NOT NULL,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "staff_role_check" CHECK ("role" IN
      ('access', 'utilization', 'appeals', 'directory', 'coordination', 'practice', 'admin', 'break-glass')),
    -- A practice sees its own calendar and nothing without one; everybody else belongs to the plan.
    CONSTRAINT "staff_organization_check" CHECK (("role" = 'practice') = ("organization_id" IS NOT NULL)),
    CONSTRAINT "staff_organization_id_fkey" FOREIGN KEY ("organization_id")
      REFERENCES "organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TABLE "staff_session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "staff_email_index_key" ON "staff"("email_index");
CREATE INDEX "staff_organization_id_idx" ON "staff"("organization_id");
CREATE UNIQUE INDEX "staff_session_token_hash_key" ON "staff_session"("token_hash");
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");
CREATE INDEX "staff_session_expires_at_idx" ON "staff_session"("expires_at");

-- A staff account is disabled, never deleted: the audit trail names it.
GRANT SELECT, INSERT, UPDATE ON "staff" TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "staff_session" TO portal_app;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['staff', 'staff_session']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t || '_owner', t);
    EXECUTE format($p$CREATE POLICY %I ON %I FOR ALL TO portal_app USING ((SELECT app_scope()) = 'system')
      WITH CHECK ((SELECT app_scope()) = 'system')$p$, t || '_system', t);
  END LOOP;
END $$;

-- Through which door a code was asked: one for members never opens the desk, nor the other way round.
ALTER TABLE "sign_in_code" ADD COLUMN "door" TEXT NOT NULL DEFAULT 'member',
  ADD CONSTRAINT "sign_in_code_door_check" CHECK ("door" IN ('member', 'staff'));
