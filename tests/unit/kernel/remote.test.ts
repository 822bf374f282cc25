import { afterEach, describe, expect, it, vi } from 'vitest';
import { isVerifiedConnection } from '@/lib/db/remote.mjs';

describe('a database connection', () => {
  it.each([
    'postgresql://portal_app:secret@localhost:5432/portal',
    'postgresql://portal_app:secret@127.0.0.1/portal',
    'postgresql://portal_app@[::1]:5432/portal',
    'postgresql:///portal?host=/var/run/postgresql',
    'postgresql://portal_app:secret@db.example.org/portal?sslmode=verify-full&sslrootcert=/etc/ca.pem',
  ])('is let through: %s', (url) => {
    expect(isVerifiedConnection(url)).toBe(true);
  });

  it.each([
    'postgresql://portal_app:secret@db.example.org/portal',
    'postgresql://portal_app:secret@db.example.org/portal?sslmode=require',
    'postgresql://portal_app:secret@db.example.org/portal?sslmode=prefer',
    'postgresql://portal_app:secret@db.example.org/portal?sslmode=disable',
    'postgresql://localhost.example.org/portal',
    'not an address',
  ])('is not: %s', (url) => {
    expect(isVerifiedConnection(url)).toBe(false);
  });
});

describe('the environment', () => {
  const REMOTE = 'postgresql://portal_app:secret@db.example.org/portal';
  const load = async (changes: Record<string, string>) => {
    vi.resetModules();
    for (const [name, value] of Object.entries(changes)) vi.stubEnv(name, value);
    return (await import('@/lib/env')).env;
  };
  afterEach(() => vi.unstubAllEnvs());

  it('refuses a database elsewhere without verified TLS, unless told that the network is one’s own', async () => {
    const strict = await load({ DATABASE_APP_URL: REMOTE });
    expect(() => strict()).toThrow(/DATABASE_APP_URL: needs sslmode=verify-full/);
    expect((await load({ DATABASE_APP_URL: REMOTE, DATABASE_TLS: 'off' }))().DATABASE_APP_URL).toBe(REMOTE);
  });

  it('never repeats the address with its password', async () => {
    const strict = await load({ DATABASE_APP_URL: REMOTE, DATABASE_REPLICA_URL: REMOTE });
    expect(() => strict()).toThrow(/^(?!.*secret)/);
  });

  it('refuses a text gateway elsewhere without https', async () => {
    const strict = await load({ SMS_URL: 'http://sms.example.org/send' });
    expect(() => strict()).toThrow(/SMS_URL: needs https/);
    expect((await load({ SMS_URL: 'http://127.0.0.1:9/send' }))().SMS_URL).toContain('127.0.0.1');
  });
});
