import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const product = ['app', 'components', 'lib', 'public', 'proxy.ts', 'instrumentation.ts'].flatMap((name) => {
  const at = path.join(ROOT, name);
  if (fs.statSync(at).isFile()) return [name];
  return fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|js)$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
});
const files = product
  .filter((file) => !/^lib\/(db\/generated|bootstrap)\//.test(file))
  .map((file) => ({
    file,
    text: fs
      .readFileSync(path.join(ROOT, file), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, ''),
  }));
const having = (pattern: RegExp) => files.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

/** What the application's own sources must not contain, each with the few files that are meant to. */
describe('the application', () => {
  it('writes no raw HTML from values', () => {
    expect(having(/dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write/)).toEqual([]);
    expect(having(/<!DOCTYPE html>/i)).toEqual(['lib/http/refused-page.ts']);
  });

  it('starts no program of the machine', () => {
    expect(having(/child_process|worker_threads|node:vm\b/)).toEqual([]);
  });

  it('runs no code from text', () => {
    expect(having(/\beval\(|new Function\(|setTimeout\(\s*['"`]/)).toEqual([]);
  });

  it('builds no expression from input', () => {
    expect(having(/new RegExp\(/)).toEqual([]);
  });

  it('asks no address that came in with a request', () => {
    const callers = having(/\bfetch\b(?=\(| =|,)|https?\.request\(|net\.connect\(/);
    // A clearinghouse and a text service, both by setting; and the page's own script and worker, on their own host.
    expect(callers.filter((file) => !file.startsWith('public/')).sort()).toEqual([
      'lib/eligibility/x12/coverage-check.ts',
      'lib/notifications/transports.ts',
    ]);
  });

  it('sends no messages between windows', () => {
    expect(having(/\.postMessage\(|addEventListener\(\s*['"]message['"]/)).toEqual([]);
  });

  it('keeps nothing in the browser but cookies and the offline page', () => {
    expect(having(/localStorage|sessionStorage|indexedDB|document\.cookie/)).toEqual([]);
  });

  it('has one home for cryptography', () => {
    const homes = ['lib/audit/verify.ts', 'lib/auth/sign-in.ts', 'lib/db/data-key.ts', 'lib/db/seal.ts', 'lib/ids.ts'];
    expect(having(/node:crypto|webcrypto|crypto\.subtle/).filter((file) => !homes.includes(file))).toEqual([]);
  });

  it('uses no weak algorithm', () => {
    expect(having(/['"](md5|sha1|des|rc4|aes-\d+-(ecb|cbc))['"]|createCipher\(/i)).toEqual([]);
  });

  it('leaves no certificate unchecked', () => {
    expect(having(/rejectUnauthorized:\s*false|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([]);
  });

  it('writes no log of its own beside the logger', () => {
    const programs = /(^|\/)((\w+-)?cli|print)\.ts$|^lib\/directory\/(import|generate)\//;
    expect(having(/console\.(log|info|warn|error|debug)\(/).filter((file) => !programs.test(file))).toEqual([]);
  });

  it('is checked with strict types', () => {
    const config = JSON.parse(fs.readFileSync(path.join(ROOT, 'tsconfig.json'), 'utf8'));
    expect(config.compilerOptions).toMatchObject({ strict: true, noUncheckedIndexedAccess: true });
  });
});
