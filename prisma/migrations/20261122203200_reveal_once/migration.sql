-- What is shown once on the next page of this session, such as new recovery codes; sealed, and gone with the first look.
ALTER TABLE "member_session" ADD COLUMN "reveal" BYTEA;
