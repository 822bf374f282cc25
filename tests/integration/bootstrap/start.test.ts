import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Runs `npm start`'s program to its end and returns what it said. */
function start(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['lib/bootstrap/start.mjs'], { cwd: ROOT, env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

describe('npm start', () => {
  it('names a taken port and the way around it', async () => {
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
    const { port } = other.address() as net.AddressInfo;
    const result = await start({ PORT: String(port) });
    other.close();
    expect(result.code).toBe(1);
    expect(result.output).toContain(`Port ${port} is taken`);
    expect(result.output).toContain(`PORT=${port + 1} npm start`);
    expect(result.output).not.toMatch(/^\s+at /m);
  });

  it('says which setting is wrong when the database cannot be reached', async () => {
    const nobody = await freePort();
    const result = await start({
      PORT: String(await freePort()),
      DATABASE_URL: `postgresql://portal_owner:x@127.0.0.1:${nobody}/portal`,
    });
    expect(result.code).toBe(1);
    expect(result.output).toContain('The database of DATABASE_URL cannot be used');
    expect(result.output).toContain('unset DATABASE_URL');
  });

  it('refuses a wrong password without printing it', async () => {
    const url = new URL(inject('testServer').ownerUrl);
    url.password = 'wrong-secret';
    const result = await start({ PORT: String(await freePort()), DATABASE_URL: url.toString() });
    expect(result.code).toBe(1);
    expect(result.output).toContain('password authentication failed');
    expect(result.output).not.toContain('wrong-secret');
  });
});
