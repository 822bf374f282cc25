CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "note" BYTEA,
    "owner" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "task_reference_key" ON "task"("reference");
CREATE INDEX "task_status_due_at_idx" ON "task"("status", "due_at");
CREATE INDEX "task_subject_idx" ON "task"("subject");

-- Work is closed, never deleted.
GRANT SELECT, INSERT, UPDATE ("status", "closed_at", "outcome", "owner") ON "task" TO portal_app;
