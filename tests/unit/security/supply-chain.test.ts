import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import floors from '../../security/min-versions.json';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const json = (file: string) => JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

const manifest = json('package.json');
const locked = Object.entries<Locked>(json('package-lock.json').packages).filter(([place]) => place !== '');
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

const numbers = (version: string) => version.split('-')[0]?.split('.').map(Number) ?? [];
const isBelow = (version: string, floor: string): boolean => {
  const [have, want] = [numbers(version), numbers(floor)];
  const at = want.findIndex((part, index) => part !== have[index]);
  return at >= 0 && (have[at] ?? 0) < (want[at] ?? 0);
};

describe('the packages', () => {
  it('are at exact versions', () => {
    const wanted = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('come from the registry alone, each with its checksum', () => {
    const strange = locked.filter(([, { resolved, integrity, link }]) => {
      const elsewhere = resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/');
      return link || elsewhere || !/^sha512-/.test(integrity ?? '');
    });
    expect(strange.map(([place]) => place)).toEqual([]);
  });

  it('are not below a version with a known hole', () => {
    const low = locked.flatMap(([place, { version = '' }]) => {
      const floor = (floors.minimum as Record<string, string[] | undefined>)[nameOf(place)]?.[0];
      return floor && isBelow(version, floor) ? [`${place} ${version} < ${floor}`] : [];
    });
    expect(low).toEqual([]);
    expect(isBelow('16.3.4', '16.3.5') && !isBelow('16.4.0', '16.3.5') && !isBelow('17.0.0', '16.3.5')).toBe(true);
  });

  it('run an install script only when somebody looked at it', () => {
    const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place));
    expect(scripts.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(fs.readFileSync(path.join(ROOT, '.npmrc'), 'utf8')).toMatch(/^strict-allow-scripts=true$/m);
  });
});

const under = (dir: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));

const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bsk_live_[A-Za-z0-9]{16,}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\./,
  /(?:postgres(?:ql)?|smtps?):\/\/[^:@\s/'"`$]+:(?!secret@|password@|pass@)[^@\s'"`${}]{8,}@(?!localhost|127\.0\.0\.1)/,
  /\bSECRET_KEY\s*[=:]\s*['"]?[A-Za-z0-9+/]{43}=/,
];

describe('the sources', () => {
  it('hold no key, token or password', () => {
    const files = fs
      .readdirSync(ROOT)
      .filter((name) => !['node_modules', '.next', '.portal', '.git'].includes(name))
      .flatMap((name) => (fs.statSync(path.join(ROOT, name)).isDirectory() ? under(name) : [name]));
    const found = files
      .filter((file) => /\.(ts|tsx|mjs|js|json|md|yml|sql|prisma|env|example|toml|css)$|^\.[\w.]+$/.test(file))
      .filter((file) => file !== 'package-lock.json' && file !== '.env')
      .flatMap((file) => {
        const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
        return SECRETS.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern.source.slice(0, 30)}`);
      });
    expect(found).toEqual([]);
  });

  it('would not hide one: the scan finds what it looks for', () => {
    const planted = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
    expect(SECRETS.some((pattern) => pattern.test(planted))).toBe(true);
  });
});
