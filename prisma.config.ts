import { defineConfig } from 'prisma/config';

/** For the Prisma command line alone; the application connects through lib/db as the restricted role. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost:5432/portal' },
});
