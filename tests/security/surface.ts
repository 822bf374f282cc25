import fs from 'node:fs';
import path from 'node:path';
import { capabilityStatement } from '@/lib/fhir/capability';
import { SCHEDULING_RESOURCES } from '@/lib/fhir/capability-scheduling';
import { QUEUES } from '@/lib/jobs/queues.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const list = (dir: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

/** `/[locale]/account` of `app/[locale]/account/page.tsx`, without route groups. */
const addressOf = (file: string): string => {
  const parts = path.posix.dirname(file).split('/').slice(1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`;
};

export interface Handler {
  readonly route: string;
  readonly methods: readonly string[];
}

/** Everything that anyone can ask the portal for, read from the source: what a list by hand would forget is found here. */
export interface Surface {
  readonly pages: readonly string[];
  readonly handlers: readonly Handler[];
  /** `<file without extension>#<function>`. */
  readonly actions: readonly string[];
  /** `Type`, or `Type/$operation`, of the FHIR door. */
  readonly operations: readonly string[];
  readonly jobs: readonly string[];
  readonly files: readonly string[];
}

function handlerOf(file: string): Handler {
  const text = read(file);
  const exported = [...text.matchAll(/export (?:async )?(?:function|const) (\w+)|\bas (\w+)\b/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return { route: addressOf(file), methods: METHODS.filter((method) => exported.includes(method)) };
}

function actionsOf(file: string): string[] {
  const names = [...read(file).matchAll(/^export (?:async function|const) (\w+)/gm)].map((match) => match[1] ?? '');
  return names.map((name) => `${file.replace(/\.tsx?$/, '')}#${name}`);
}

function operationsOf(): string[] {
  interface Entry {
    readonly type?: string;
    readonly operation?: readonly { readonly name: string }[];
  }
  const statement = capabilityStatement({ base: '', publisher: '', portal: '', date: '', others: SCHEDULING_RESOURCES });
  const { resource, operation: ofSystem } = (
    statement.rest as unknown as [{ resource: Entry[]; operation: { name: string }[] }]
  )[0];
  const named = resource.flatMap(({ type = '', operation = [] }) => [type, ...operation.map(({ name }) => `${type}/$${name}`)]);
  return ['metadata', '$bulk-publish', ...ofSystem.map(({ name }) => `$${name}`), ...named];
}

export function readSurface(): Surface {
  const app = list('app');
  const code = [...app, ...list('components'), ...list('lib')].filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('generated/'),
  );
  return {
    pages: app
      .filter((file) => /(^|\/)page\.tsx$/.test(file))
      .map(addressOf)
      .sort(),
    handlers: app.filter((file) => /(^|\/)route\.tsx?$/.test(file)).map(handlerOf),
    actions: code
      .filter((file) => /^\s*['"]use server['"]/m.test(read(file)))
      .flatMap(actionsOf)
      .sort(),
    operations: operationsOf(),
    jobs: QUEUES.map(({ name }) => name),
    files: list('public').map((file) => file.replace(/^public/, '')),
  };
}
