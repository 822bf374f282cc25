-- Which secret of the key ring (a store of its own, see prisma/keyring.mjs) opens a row together with the root key.
-- NULL: sealed by the root key alone, as before the ring. Both forms open; the nightly job moves the old ones. The
-- release before reads and writes rows without it.
ALTER TABLE "member" ADD COLUMN "ring_id" TEXT;
ALTER TABLE "appointment" ADD COLUMN "ring_id" TEXT;
ALTER TABLE "notification" ADD COLUMN "ring_id" TEXT;
ALTER TABLE "local_mail" ADD COLUMN "ring_id" TEXT;

-- 'erasing': the 30 days are over and nobody can take it back; the secret is destroyed before the row says 'closed'.
-- Not validated against old rows under lock: the new set holds the old one.
ALTER TABLE "member" DROP CONSTRAINT "member_status_check";
ALTER TABLE "member" ADD CONSTRAINT "member_status_check"
  CHECK ("status" IN ('active', 'closing', 'erasing', 'closed', 'disabled')) NOT VALID;
