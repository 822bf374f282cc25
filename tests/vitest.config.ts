import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const conditions = ['react-server', 'node', 'development|production'];

/**
 * Rules by tables and properties, and commands on a real PostgreSQL as the restricted role.
 * The `react-server` condition makes `server-only` what it is inside the application: an empty module.
 */
export default defineConfig({
  root,
  resolve: { alias: { '@': root }, conditions },
  ssr: { resolve: { conditions, externalConditions: ['react-server', 'node'] } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/personas/**/*.test.ts', 'tests/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.{ts,tsx}', 'tests/conformance/**/*.test.ts'],
          globalSetup: ['tests/support/global-database.ts'],
        },
      },
    ],
  },
});
