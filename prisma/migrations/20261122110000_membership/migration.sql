CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "locale" TEXT NOT NULL,
    "wrapped_key" BYTEA,
    "key_root" TEXT,
    "profile" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "member_status_check" CHECK ("status" IN ('active', 'closing', 'closed', 'disabled'))
);
CREATE TABLE "member_address" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "address_index" TEXT NOT NULL,
    "address" BYTEA NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_address_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "sign_in_code" (
    "id" TEXT NOT NULL,
    "address_index" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" BYTEA NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "shared" BOOLEAN NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_code_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "member_session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "acting_for" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_session_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "passkey" (
    "id" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "passkey_challenge" (
    "id" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "member_id" UUID,
    "shared" BOOLEAN NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "recovery_code" (
    "code_hash" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("code_hash")
);
CREATE TABLE "delegation" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "delegate_id" UUID,
    "relation" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "invite_index" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "delegation_relation_check" CHECK ("relation" IN ('parent', 'guardian', 'helper')),
    CONSTRAINT "delegation_status_check" CHECK ("status" IN ('invited', 'active', 'declined', 'ended'))
);
CREATE TABLE "provider_choice" (
    "member_id" UUID NOT NULL,
    "practitioner_role_id" UUID NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_choice_pkey" PRIMARY KEY ("member_id")
);
CREATE INDEX "member_closes_at_idx" ON "member"("closes_at");
CREATE UNIQUE INDEX "member_address_address_index_key" ON "member_address"("address_index");
CREATE INDEX "member_address_member_id_idx" ON "member_address"("member_id");
CREATE INDEX "sign_in_code_expires_at_idx" ON "sign_in_code"("expires_at");
CREATE UNIQUE INDEX "member_session_token_hash_key" ON "member_session"("token_hash");
CREATE INDEX "member_session_member_id_idx" ON "member_session"("member_id");
CREATE INDEX "member_session_expires_at_idx" ON "member_session"("expires_at");
CREATE INDEX "passkey_member_id_idx" ON "passkey"("member_id");
CREATE INDEX "passkey_challenge_expires_at_idx" ON "passkey_challenge"("expires_at");
CREATE INDEX "recovery_code_member_id_idx" ON "recovery_code"("member_id");
CREATE INDEX "delegation_member_id_idx" ON "delegation"("member_id");
CREATE INDEX "delegation_delegate_id_idx" ON "delegation"("delegate_id");
CREATE INDEX "delegation_invite_index_idx" ON "delegation"("invite_index");

GRANT SELECT, INSERT, UPDATE, DELETE ON "member", "member_address", "sign_in_code", "member_session", "passkey",
  "passkey_challenge", "recovery_code", "delegation", "provider_choice" TO portal_app;

-- One policy for the owner (migrations, backups), one for jobs and the sign-in door, one for the member. Nobody else.
DO $$
DECLARE
  t text;
  own text;
BEGIN
  FOREACH t IN ARRAY ARRAY['member', 'member_address', 'sign_in_code', 'member_session', 'passkey', 'passkey_challenge',
    'recovery_code', 'delegation', 'provider_choice']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t || '_owner', t);
    EXECUTE format($p$CREATE POLICY %I ON %I FOR ALL TO portal_app USING ((SELECT app_scope()) = 'system')
      WITH CHECK ((SELECT app_scope()) = 'system')$p$, t || '_system', t);
    own := CASE t
      WHEN 'member' THEN '"id"::text = (SELECT app_key())'
      WHEN 'delegation' THEN '("member_id"::text = (SELECT app_key()) OR "delegate_id"::text = (SELECT app_key()))'
      ELSE '"member_id"::text = (SELECT app_key())' END;
    -- Codes have no member yet; only the sign-in door sees them.
    CONTINUE WHEN t = 'sign_in_code';
    EXECUTE format($p$CREATE POLICY %I ON %I FOR ALL TO portal_app USING ((SELECT app_scope()) = 'member' AND %s)
      WITH CHECK ((SELECT app_scope()) = 'member' AND %s)$p$, t || '_own', t, own, own);
  END LOOP;
END $$;

-- "Who looked at my information": the trail itself stays unreadable to the application; this tells one member about
-- their own rows and nothing else.
CREATE INDEX "audit_event_subject_idx" ON "audit_event"("subject");
CREATE INDEX "audit_event_actor_idx" ON "audit_event"("actor");
CREATE FUNCTION audit_of_member(wanted uuid, since timestamptz, until timestamptz)
RETURNS TABLE ("at" timestamptz, "actor" text, "action" text, "subject" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e."at", e."actor", e."action", e."subject" FROM "audit_event" e
  WHERE (app_scope() = 'system' OR (app_scope() = 'member' AND app_key() = wanted::text))
    AND e."at" >= since AND e."at" < until
    AND (e."subject" = 'member:' || wanted
      OR e."subject" IN (SELECT 'appointment:' || a."id" FROM "appointment" a WHERE a."member_id" = wanted))
  ORDER BY e."id" DESC LIMIT 500
$$;
REVOKE ALL ON FUNCTION audit_of_member(uuid, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_of_member(uuid, timestamptz, timestamptz) TO portal_app;
