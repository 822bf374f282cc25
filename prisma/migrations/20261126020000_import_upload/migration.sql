-- Files that staff hand in at the desk. The bytes wait here, in pieces, and not on a disk: any instance may work the job,
-- and what is gone with its row cannot be left behind by a process that died.
CREATE TABLE "import_upload" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "source" TEXT,
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "stage" TEXT,
    "stage_done" INTEGER NOT NULL DEFAULT 0,
    "stage_total" INTEGER NOT NULL DEFAULT 0,
    "stage_ms" INTEGER NOT NULL DEFAULT 0,
    "uploaded_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_upload_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "import_upload_status_idx" ON "import_upload"("status");

CREATE TABLE "import_upload_piece" (
    "upload_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_upload_piece_pkey" PRIMARY KEY ("upload_id", "number")
);
ALTER TABLE "import_upload_piece" ADD CONSTRAINT "import_upload_piece_upload_id_fkey"
  FOREIGN KEY ("upload_id") REFERENCES "import_upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE, DELETE ON "import_upload", "import_upload_piece" TO portal_app;
