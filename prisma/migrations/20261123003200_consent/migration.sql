-- Written consents to give on records of alcohol or drug treatment (42 CFR 2.31).
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "document" BYTEA NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "consent_scope_check" CHECK ("scope" IN ('visits', 'treatment', 'everything')),
    CONSTRAINT "consent_purpose_check" CHECK ("purpose" IN ('care', 'tpo', 'own'))
);
CREATE INDEX "consent_member_id_idx" ON "consent"("member_id");

GRANT SELECT, INSERT, UPDATE, DELETE ON "consent" TO portal_app;
ALTER TABLE "consent" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "consent" FORCE ROW LEVEL SECURITY;
CREATE POLICY consent_owner ON "consent" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY consent_system ON "consent" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'system') WITH CHECK ((SELECT app_scope()) = 'system');
CREATE POLICY consent_own ON "consent" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'member' AND "member_id"::text = (SELECT app_key()))
  WITH CHECK ((SELECT app_scope()) = 'member' AND "member_id"::text = (SELECT app_key()));
