-- Who is asking, set for one transaction by lib/db/scope.ts. Unset means nobody: policies then match no row.
CREATE FUNCTION app_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('app.scope', true), '') $$;
CREATE FUNCTION app_key() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('app.key', true), '') $$;
GRANT EXECUTE ON FUNCTION app_scope(), app_key() TO portal_app;

CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "member_id" UUID,
    "subject" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "template" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "safe_times" TEXT NOT NULL DEFAULT 'any',
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "notification_subject" (
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "notification_subject_pkey" PRIMARY KEY ("subject")
);
CREATE TABLE "local_mail" (
    "id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "local_mail_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "notification_status_due_at_idx" ON "notification"("status", "due_at");
CREATE INDEX "notification_subject_idx" ON "notification"("subject");
CREATE INDEX "notification_member_id_idx" ON "notification"("member_id");
CREATE UNIQUE INDEX "local_mail_notification_id_key" ON "local_mail"("notification_id");
CREATE INDEX "local_mail_created_at_idx" ON "local_mail"("created_at");

-- Anyone's transaction may write a message; only the delivery job reads them, and members see their own status.
ALTER TABLE "notification" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notification" FORCE ROW LEVEL SECURITY;
-- FORCE holds the owner too; migrations and backups run as the owner, the application never does.
CREATE POLICY notification_owner ON "notification" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY notification_written ON "notification" FOR INSERT TO portal_app WITH CHECK (true);
CREATE POLICY notification_system ON "notification" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'system') WITH CHECK ((SELECT app_scope()) = 'system');
CREATE POLICY notification_own_read ON "notification" FOR SELECT TO portal_app
  USING ((SELECT app_scope()) = 'member' AND "member_id"::text = (SELECT app_key()));
CREATE POLICY notification_own_change ON "notification" FOR UPDATE TO portal_app
  USING ((SELECT app_scope()) = 'member' AND "member_id"::text = (SELECT app_key()))
  WITH CHECK ("member_id"::text = (SELECT app_key()));
ALTER TABLE "local_mail" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "local_mail" FORCE ROW LEVEL SECURITY;
CREATE POLICY local_mail_owner ON "local_mail" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY local_mail_system ON "local_mail" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'system') WITH CHECK ((SELECT app_scope()) = 'system');

GRANT SELECT, INSERT, UPDATE, DELETE ON "notification" TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification_subject" TO portal_app;
GRANT SELECT, INSERT, DELETE ON "local_mail" TO portal_app;
