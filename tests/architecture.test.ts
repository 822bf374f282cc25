import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const CODE = /\.(ts|tsx|mjs|js)$/;
const SKIP = new Set(['node_modules', '.next', '.portal', '.git', 'generated', 'results']);

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function walk(dir: string): string[] {
  return fs.readdirSync(path.join(ROOT, dir), { withFileTypes: true }).flatMap((entry) => {
    if (SKIP.has(entry.name)) return [];
    const at = path.posix.join(dir, entry.name);
    return entry.isDirectory() ? walk(at) : [at];
  });
}

/** Paths from the project's root of everything a file imports from the project itself; packages as they are written. */
function importsOf(file: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
  return found.map((specifier) => {
    if (specifier.startsWith('@/')) return specifier.slice(2);
    return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
  });
}

const everything = ['app', 'components', 'lib', 'prisma', 'tests', 'public']
  .filter((dir) => fs.existsSync(path.join(ROOT, dir)))
  .flatMap(walk)
  .concat(fs.readdirSync(ROOT).filter((name) => CODE.test(name)));
const files: SourceFile[] = everything
  .filter((file) => CODE.test(file))
  .map((file) => {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
    return { path: file, text, imports: importsOf(file, text) };
  });

const within = (...prefixes: string[]) => files.filter((file) => prefixes.some((prefix) => file.path.startsWith(prefix)));
const product = within('app/', 'components/', 'lib/');
const typescript = product.filter((file) => !file.path.startsWith('lib/bootstrap/'));
const offenders = (list: readonly SourceFile[], breaks: (file: SourceFile) => boolean) =>
  list.filter(breaks).map((file) => file.path);
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

const DOMAINS = [
  'eligibility',
  'needs',
  'directory',
  'scheduling',
  'coverage',
  'utilization',
  'coordination',
  'membership',
  'journey',
];
const LEAVES = ['tasks', 'notifications', 'audit'];
const domainOf = (file: string) => /^lib\/([^/]+)\//.exec(file)?.[1] ?? '';

describe('the layers', () => {
  it('go from app to components to lib and never back', () => {
    expect(offenders(within('components/'), (file) => file.imports.some((at) => at.startsWith('app/')))).toEqual([]);
    expect(offenders(within('lib/'), (file) => file.imports.some((at) => /^(app|components)\//.test(at)))).toEqual([]);
  });

  it('keep looks free of data: no component imports a store, a query, a command or Prisma', () => {
    expect(
      offenders(within('components/'), (file) => file.imports.some((at) => /\/(store|commands)$|^lib\/db|^@prisma/.test(at))),
    ).toEqual([]);
  });

  it('let domains see each other only through model and queries', () => {
    const breaks = (file: SourceFile) =>
      file.imports.some((at) => {
        const other = domainOf(at);
        if (!DOMAINS.includes(other) || other === domainOf(file.path) || other === 'journey') return false;
        return !/\/(model|queries)(\/|$)/.test(at);
      });
    expect(offenders(within(...DOMAINS.map((name) => `lib/${name}/`)), breaks)).toEqual([]);
  });

  it('have no cycles between domains', () => {
    const edges = new Map<string, Set<string>>();
    for (const file of within('lib/')) {
      const from = domainOf(file.path);
      if (!DOMAINS.includes(from)) continue;
      for (const at of file.imports) {
        const to = domainOf(at);
        if (DOMAINS.includes(to) && to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to));
      }
    }
    const cycles: string[] = [];
    const visit = (at: string, trail: readonly string[]): void => {
      if (trail.includes(at)) cycles.push([...trail.slice(trail.indexOf(at)), at].join(' → '));
      else for (const next of edges.get(at) ?? []) visit(next, [...trail, at]);
    };
    for (const domain of edges.keys()) visit(domain, []);
    expect(cycles).toEqual([]);
  });

  it('keep tasks, notifications and audit as leaves', () => {
    const breaks = (file: SourceFile) => file.imports.some((at) => DOMAINS.includes(domainOf(at)));
    expect(offenders(within(...LEAVES.map((name) => `lib/${name}/`)), breaks)).toEqual([]);
  });
});

describe('each impure thing', () => {
  it('has one home: Prisma in stores and lib/db', () => {
    const allowed = (at: string) =>
      /(^|\/)store(-[a-z-]+)?\.ts$|\/stores?\//.test(at) ||
      at.startsWith('lib/db/') ||
      at === 'lib/http/rate-limit.ts' ||
      at.startsWith('lib/jobs/');
    const touches = /\$(queryRaw|executeRaw)|@prisma\/|generated\/client/;
    expect(offenders(typescript, (file) => !allowed(file.path) && touches.test(code(file.text)))).toEqual([]);
  });

  it('has one home: next-auth in lib/auth', () => {
    expect(
      offenders(product, (file) => !file.path.startsWith('lib/auth/') && file.imports.some((at) => /^next-auth/.test(at))),
    ).toEqual([]);
  });

  it('has one home: the environment in lib/env.ts', () => {
    // NEXT_RUNTIME is a constant that the compiler replaces, not a setting.
    const reads = (text: string) => /process\.env(?!\.NEXT_RUNTIME)/.test(code(text));
    expect(offenders(typescript, (file) => file.path !== 'lib/env.ts' && reads(file.text))).toEqual([]);
  });

  it('has one home: time and chance in lib/clock.ts and lib/ids.ts', () => {
    const reads = /new Date\(|Date\.now\(|Math\.random\(/;
    expect(
      offenders(typescript, (file) => !['lib/clock.ts', 'lib/ids.ts'].includes(file.path) && reads.test(code(file.text))),
    ).toEqual([]);
  });
});

describe('pure files', () => {
  const PURE = /\/(model|rules|fhir|steps)(-[a-z-]+)?\.ts$|\/(rules|model|questions|x12)\//;
  const IMPURE = /^(react|next|@prisma|pg|server-only)(\/|$)|^lib\/(env|db|http|actions|jobs)(\/|$)/;

  it('import no React, Next, Prisma, environment or database', () => {
    expect(
      offenders(
        within('lib/').filter((file) => PURE.test(file.path)),
        (file) => file.imports.some((at) => IMPURE.test(at)),
      ),
    ).toEqual([]);
  });

  it('are not stores, queries or commands, which begin with server-only', () => {
    const server = typescript.filter((file) => /lib\/.*\/(store|queries|commands)(-[a-z-]+)?\.ts$/.test(file.path));
    expect(offenders(server, (file) => !code(file.text).trimStart().startsWith("import 'server-only'"))).toEqual([]);
  });
});

describe('files', () => {
  it('stay small: 250 lines, styles too, and 80 for a route', () => {
    const limit = (file: string) => (file.startsWith('app/') && CODE.test(file) ? 80 : 250);
    const counted = everything.filter(
      (file) => (CODE.test(file) || file.endsWith('.css')) && file !== 'prisma/schema-engine.mjs',
    );
    const lines = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8').trimEnd().split('\n').length;
    expect(counted.filter((file) => lines(file) > limit(file)).map((file) => `${file} ${lines(file)}`)).toEqual([]);
    expect(counted.some((file) => file.endsWith('.css'))).toBe(true);
  });

  it('are not named utils, helpers, common, misc or .v2, and none is a barrel', () => {
    expect(offenders(files, (file) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.)|\.v\d+\./.test(file.path))).toEqual([]);
    const barrel = (file: SourceFile) => /\/index\.ts$/.test(file.path) && /^export \*|^export \{[^}]*\} from/m.test(file.text);
    expect(offenders(product, barrel)).toEqual([]);
  });

  it('are kebab-case', () => {
    const named = product.filter((file) => !file.path.startsWith('app/'));
    expect(offenders(named, (file) => !/^[a-z0-9.-]+$/.test(path.posix.basename(file.path)))).toEqual([]);
  });

  it('leave nothing open and silence no checker', () => {
    const open = /\b(TODO|FIXME|XXX)\b|coming soon|@ts-ignore|@ts-nocheck|\bas any\b/i;
    expect(
      offenders(product.concat(within('prisma/')), (file) => file.path !== 'prisma/schema-engine.mjs' && open.test(file.text)),
    ).toEqual([]);
  });

  it('sit in the folders of the map', () => {
    const known = new Set(
      'app components lib prisma public tests .ci .github .git node_modules .next .portal'.split(' ').concat(['coverage']),
    );
    const folders = fs.readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('pages', () => {
  const pages = within('app/', 'components/').filter((file) => file.path.endsWith('.tsx'));
  const CLIENT_SHELLS = ['app/global-error.tsx', 'app/[locale]/error.tsx'];

  it('of classes A and B run no client component, no inline style and no streaming', () => {
    const breaks = (file: SourceFile) =>
      /^['"]use client['"]/m.test(file.text) || /\sstyle=\{/.test(file.text) || /<Suspense/.test(file.text);
    const served = pages.filter((file) => !CLIENT_SHELLS.includes(file.path) && !file.path.startsWith('app/[locale]/desk/'));
    expect(offenders(served, breaks)).toEqual([]);
    expect(files.filter((file) => /\/loading\.tsx$/.test(file.path)).map((file) => file.path)).toEqual([]);
  });

  it('of the three steps say for whom somebody acts', () => {
    const steps = files.filter(({ path }) =>
      /^app\/\[locale\]\/(eligibility|needs|providers|appointments)\/.*page\.tsx$/.test(path),
    );
    expect(steps.length).toBeGreaterThan(20);
    expect(
      offenders(steps, ({ text }) => /<Page\b/.test(text) || (/<QuestionPage\b/.test(text) && !/<Acting\b/.test(text))),
    ).toEqual([]);
  });

  it('use plain links and images, which need no script', () => {
    expect(offenders(pages, (file) => file.imports.some((at) => at === 'next/link' || at === 'next/image'))).toEqual([]);
  });
});

describe('tests', () => {
  it('mock no module and leave none out', () => {
    const breaks = (file: SourceFile) => /\bvi\.mock\(|\b(it|test|describe)\.(only|todo|fixme)\b/.test(file.text);
    expect(
      offenders(
        within('tests/').filter((file) => file.path !== 'tests/architecture.test.ts'),
        breaks,
      ),
    ).toEqual([]);
  });
});
