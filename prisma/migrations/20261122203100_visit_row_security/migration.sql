-- The calendar gets its second lock: visits and claims on time are seen by the member or browser that holds them, by a
-- browser that proved code and birth date, by the practice they are with, and by jobs. A query outside any scope sees none.
CREATE FUNCTION app_uuid() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN app_key() ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN app_key()::uuid END $$;
GRANT EXECUTE ON FUNCTION app_uuid() TO portal_app;

DO $$
DECLARE
  t text;
  verb text;
  held text := $p$EXISTS (SELECT 1 FROM "appointment_access" x WHERE x."appointment_id" = %I.%I AND x."holder_id" = (SELECT app_uuid()))$p$;
  own text;
  ours text;
BEGIN
  FOREACH t IN ARRAY ARRAY['appointment', 'appointment_access', 'claim', 'idempotency_key', 'slot_offer']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t || '_owner', t);
    EXECUTE format($p$CREATE POLICY %I ON %I FOR ALL TO portal_app USING ((SELECT app_scope()) = 'system')
      WITH CHECK ((SELECT app_scope()) = 'system')$p$, t || '_system', t);
  END LOOP;
  -- Nobody deletes a visit or a claim but the nightly job.
  FOREACH t IN ARRAY ARRAY['appointment', 'claim']
  LOOP
    own := format($p$(SELECT app_scope()) IN ('member', 'visitor') AND ("member_id" = (SELECT app_uuid()) OR %s)$p$,
      format(held, t, CASE t WHEN 'appointment' THEN 'id' ELSE 'appointment_id' END));
    ours := $p$(SELECT app_scope()) = 'practice' AND "practitioner_role_id" IN (SELECT r."id" FROM "practitioner_role" r
      WHERE r."organization_id" = (SELECT app_uuid()))$p$;
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO portal_app USING (%s)', t || '_own_read', t, own);
    EXECUTE format('CREATE POLICY %I ON %I FOR INSERT TO portal_app WITH CHECK (%s)', t || '_own_write', t, own);
    EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE TO portal_app USING (%s) WITH CHECK (%s)', t || '_own_change', t, own, own);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO portal_app USING (%s)', t || '_practice_read', t, ours);
    EXECUTE format('CREATE POLICY %I ON %I FOR INSERT TO portal_app WITH CHECK (%s)', t || '_practice_write', t, ours);
    EXECUTE format('CREATE POLICY %I ON %I FOR UPDATE TO portal_app USING (%s) WITH CHECK (%s)', t || '_practice_change', t, ours, ours);
  END LOOP;
END $$;

-- The hash of a return code opens one row to look at; the application then asks for the birth date.
CREATE POLICY appointment_code_read ON "appointment" FOR SELECT TO portal_app
  USING ((SELECT app_scope()) = 'visitor' AND "code_hash" = (SELECT app_key()));
-- Who may see a visit that is not theirs is decided at the code and sign-in doors, never by the one who wants to see it.
CREATE POLICY appointment_access_own ON "appointment_access" FOR SELECT TO portal_app
  USING ((SELECT app_scope()) IN ('member', 'visitor') AND "holder_id" = (SELECT app_uuid()));
CREATE POLICY idempotency_key_own ON "idempotency_key" FOR ALL TO portal_app
  USING ((SELECT app_scope()) IN ('member', 'visitor') AND "scope_id" = (SELECT app_uuid()))
  WITH CHECK ((SELECT app_scope()) IN ('member', 'visitor') AND "scope_id" = (SELECT app_uuid()));
-- Through the visit's own policies.
CREATE POLICY slot_offer_own ON "slot_offer" FOR SELECT TO portal_app
  USING ((SELECT app_scope()) IN ('member', 'visitor', 'practice')
    AND EXISTS (SELECT 1 FROM "appointment" a WHERE a."id" = "slot_offer"."appointment_id"));

-- What everyone may know: that a time is taken. Whose it is leaves as a hash, in which only they recognise themselves.
CREATE FUNCTION taken_time(role_ids uuid[], from_at timestamptz, to_at timestamptz, now_at timestamptz)
RETURNS TABLE ("role_id" uuid, "starts" float8, "ends" float8, "holder" text, "visit" text, "held" boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT c."practitioner_role_id", (extract(epoch FROM lower(c."busy")) * 1000)::float8,
      (extract(epoch FROM upper(c."busy")) * 1000)::float8,
      CASE WHEN c."member_id" IS NOT NULL THEN encode(sha256(convert_to(c."member_id"::text, 'UTF8')), 'hex') END,
      CASE WHEN c."member_id" IS NOT NULL THEN encode(sha256(convert_to(c."appointment_id"::text, 'UTF8')), 'hex') END,
      c."status" = 'held'
    FROM "claim" c
    WHERE c."practitioner_role_id" = ANY (role_ids) AND c."busy" && tstzrange(from_at, to_at)
      AND c."status" IN ('held', 'booked', 'blocked') AND (c."status" <> 'held' OR c."expires_at" > now_at);
END $$;
REVOKE ALL ON FUNCTION taken_time(uuid[], timestamptz, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION taken_time(uuid[], timestamptz, timestamptz, timestamptz) TO portal_app;

-- Lets go of holds that have run out and stand in the way of a new one, whoever had them. SKIP LOCKED, because a row
-- somebody else is expiring is waited for by the insert itself.
CREATE FUNCTION expire_holds(role uuid, wanted tstzrange, member uuid, visit_time tstzrange, visit uuid, now_at timestamptz)
RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  UPDATE "claim" SET "status" = 'expired', "updated_at" = now_at WHERE "id" IN (
    SELECT c."id" FROM "claim" c WHERE c."status" = 'held' AND c."expires_at" <= now_at
      AND ((c."practitioner_role_id" = role AND c."busy" && wanted) OR (c."member_id" = member AND c."during" && visit_time)
        OR c."appointment_id" = visit)
    FOR UPDATE SKIP LOCKED);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION expire_holds(uuid, tstzrange, uuid, tstzrange, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION expire_holds(uuid, tstzrange, uuid, tstzrange, uuid, timestamptz) TO portal_app;
