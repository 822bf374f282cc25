import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/client';

const RowSchema = z.tuple([z.object({ version: z.string() })]);

/** Equal as long as no change of the directory has been committed (prisma/migrations, directory_change). */
export async function readDirectoryVersion(db: Db): Promise<string> {
  const rows = await db.$queryRaw`
    SELECT concat_ws('.', count(*), max(id), sum(id)) AS version FROM directory_change`;
  return RowSchema.parse(rows)[0].version;
}
