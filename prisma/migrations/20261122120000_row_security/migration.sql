-- Saved progress: only for whom the transaction runs (lib/db/scope.ts). A visitor's key is the hash of their cookie or
-- return code, or the id of the progress those opened.
ALTER TABLE "journey_session" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "journey_session" FORCE ROW LEVEL SECURITY;
CREATE POLICY journey_session_owner ON "journey_session" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY journey_session_system ON "journey_session" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'system') WITH CHECK ((SELECT app_scope()) = 'system');
CREATE POLICY journey_session_own ON "journey_session" FOR ALL TO portal_app
  USING ((SELECT app_scope()) = 'visitor' AND (SELECT app_key()) IN ("token_hash", "code_hash", "id"::text))
  WITH CHECK ((SELECT app_scope()) = 'visitor' AND (SELECT app_key()) IN ("token_hash", "code_hash", "id"::text));
