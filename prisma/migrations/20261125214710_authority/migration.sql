-- What a parent or guardian says gives them the right to see what is on file, and what staff saw of it. Without a row
-- that was accepted and still holds, a parent or guardian has a helper's rights.
CREATE TABLE "authority" (
    "id" UUID NOT NULL,
    "delegation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "delegate_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "paper" TEXT,
    "paper_dated" DATE,
    "ends_on" DATE,
    "ends_at_majority" BOOLEAN NOT NULL DEFAULT false,
    "refusal" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "authority_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "authority_basis_check" CHECK ("basis" IN ('parent', 'guardian', 'court')),
    CONSTRAINT "authority_status_check" CHECK ("status" IN ('waiting', 'accepted', 'refused', 'ended')),
    -- Nothing is accepted without a paper somebody saw, nor for longer than a child is one.
    CONSTRAINT "authority_seen_check" CHECK ("status" <> 'accepted'
      OR ("decided_by" IS NOT NULL AND "paper" IS NOT NULL AND "paper_dated" IS NOT NULL)),
    CONSTRAINT "authority_majority_check" CHECK (NOT "ends_at_majority" OR "ends_on" IS NOT NULL)
);
CREATE UNIQUE INDEX "authority_reference_key" ON "authority"("reference");
CREATE INDEX "authority_member_id_idx" ON "authority"("member_id");
CREATE INDEX "authority_delegate_id_idx" ON "authority"("delegate_id");
CREATE INDEX "authority_delegation_id_idx" ON "authority"("delegation_id");
CREATE UNIQUE INDEX "authority_one_waiting" ON "authority"("delegation_id") WHERE "status" = 'waiting';
CREATE UNIQUE INDEX "authority_one_accepted" ON "authority"("delegation_id") WHERE "status" = 'accepted';

GRANT SELECT, INSERT, UPDATE ON "authority" TO portal_app;
ALTER TABLE "authority" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "authority" FORCE ROW LEVEL SECURITY;
CREATE POLICY authority_owner ON "authority" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY authority_system ON "authority" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'system') WITH CHECK ((SELECT app_scope()) = 'system');
CREATE POLICY authority_own_read ON "authority" FOR SELECT TO portal_app
  USING ((SELECT app_scope()) = 'member'
    AND ("member_id"::text = (SELECT app_key()) OR "delegate_id"::text = (SELECT app_key())));
-- A member can end what is theirs. Nobody can ask for themselves through this policy, and nobody accepts their own papers.
CREATE POLICY authority_own_end ON "authority" FOR UPDATE TO portal_app
  USING ((SELECT app_scope()) = 'member'
    AND ("member_id"::text = (SELECT app_key()) OR "delegate_id"::text = (SELECT app_key())))
  WITH CHECK ("status" = 'ended'
    AND ("member_id"::text = (SELECT app_key()) OR "delegate_id"::text = (SELECT app_key())));

-- When both sides were told that papers are needed. Relations from before this release have not been: a nightly job
-- tells them that a parent or guardian has a helper's rights until papers were seen.
ALTER TABLE "delegation" ADD COLUMN "told_at" TIMESTAMPTZ(3);
