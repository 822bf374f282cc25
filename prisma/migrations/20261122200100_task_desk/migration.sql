-- Who works on a task, and how it ended. Closing and reopening are in the audit trail.
ALTER TABLE "task" ADD COLUMN "taken_by" UUID, ADD COLUMN "taken_at" TIMESTAMPTZ(3);
CREATE INDEX "task_owner_status_due_at_idx" ON "task"("owner", "status", "due_at");

-- One open task of a kind for a thing, so that jobs and repeated answers never pile up work. Reports are one each: every
-- person who wrote one holds its reference.
CREATE UNIQUE INDEX "task_one_open" ON "task"("kind", "subject") WHERE "status" = 'open' AND "kind" <> 'directory.report';

GRANT UPDATE ("taken_by", "taken_at") ON "task" TO portal_app;
