-- The role the application runs as: owns nothing, cannot bypass row security, cannot create.
-- Its password is set by prisma/migrate.mjs from the environment, never in a migration.
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portal_app') THEN
    CREATE ROLE portal_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;
  END IF;
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal_app;

-- Trusted extensions only: a plain database owner can create them.
CREATE EXTENSION IF NOT EXISTS "btree_gist";
CREATE EXTENSION IF NOT EXISTS "cube";
CREATE EXTENSION IF NOT EXISTS "pg_trgm";
CREATE EXTENSION IF NOT EXISTS "unaccent";
CREATE EXTENSION IF NOT EXISTS "intarray";

CREATE TABLE "journey_session" (
  "id" UUID NOT NULL,
  "token_hash" TEXT NOT NULL,
  "code_hash" TEXT NOT NULL,
  "answers" BYTEA NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "journey_session_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "journey_session_token_hash_key" ON "journey_session" ("token_hash");
CREATE UNIQUE INDEX "journey_session_code_hash_key" ON "journey_session" ("code_hash");
CREATE INDEX "journey_session_expires_at_idx" ON "journey_session" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "journey_session" TO portal_app;

CREATE TABLE "rate_limit" (
  "key" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  "resets_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "rate_limit_resets_at_idx" ON "rate_limit" ("resets_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "rate_limit" TO portal_app;

CREATE TABLE "audit_event" (
  "id" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "actor" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "subject" TEXT,
  "detail" JSONB NOT NULL DEFAULT '{}',
  "prev_hash" BYTEA,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

CREATE SEQUENCE "audit_event_id_seq" OWNED BY "audit_event"."id";

-- Each row carries the hash of the one before, so a removed or edited row breaks the chain.
-- The lock makes the chain serial: the audit row is written last in its transaction.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE previous bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(7001);
  SELECT hash INTO previous FROM audit_event ORDER BY id DESC LIMIT 1;
  -- The number is drawn inside the lock, or two writers could chain out of order.
  NEW.id := nextval('audit_event_id_seq');
  NEW.at := clock_timestamp();
  NEW.prev_hash := previous;
  NEW.hash := sha256(coalesce(previous, '\x'::bytea) || convert_to(
    NEW.id::text || '|' || extract(epoch FROM NEW.at)::text || '|' || NEW.actor || '|' || NEW.action || '|' || coalesce(NEW.subject, '') || '|' || NEW.detail::text, 'UTF8'));
  RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON "audit_event" FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only';
END $$;
CREATE TRIGGER audit_immutable BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION audit_immutable();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION audit_immutable();
GRANT INSERT ("actor", "action", "subject", "detail") ON "audit_event" TO portal_app;
