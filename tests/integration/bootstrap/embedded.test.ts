import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '@/prisma/embedded.mjs';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-embedded-'));
const options = { dir: path.join(dir, 'data'), password: 'for-this-test' };
let last: Awaited<ReturnType<typeof startEmbedded>> | undefined;

afterAll(async () => {
  await last?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

describe('the embedded PostgreSQL', () => {
  it('starts as a server whose owner is no superuser, and keeps its data over a restart', async () => {
    const first = await startEmbedded(options);
    expect(await ask(first.ownerUrl, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false },
    ]);
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    last = await startEmbedded(options);
    expect(await ask(last.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('is adopted when the run that started it was killed', async () => {
    const again = await startEmbedded(options);
    expect([again.port, again.pid]).toEqual([last?.port, last?.pid]);
  });

  it('comes back after it was killed itself', async () => {
    process.kill(last?.pid ?? 0, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 300));
    last = await startEmbedded(options);
    expect(await ask(last.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('says what to do when its password was lost', async () => {
    await last?.stop();
    await expect(startEmbedded({ ...options, password: 'another' })).rejects.toThrow('npm run reset');
    last = await startEmbedded(options);
  });
});
