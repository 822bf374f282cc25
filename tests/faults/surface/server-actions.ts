import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../lib/bootstrap/paths.mjs';
import { type Ask, multipart } from './client';

interface Manifest {
  readonly node: Readonly<
    Record<
      string,
      { readonly workers: Readonly<Record<string, unknown>>; readonly filename: string; readonly exportedName: string }
    >
  >;
}

export interface BuiltAction {
  /** As in the access matrix: `<file without extension>#<function>`. */
  readonly name: string;
  /** What a form must name to reach it; anyone can read it in our pages. */
  readonly id: string;
  /** A page that carries it, as a route: `/[locale]/account`. */
  readonly route: string;
}

/** The server actions of the build: each is a public POST, whatever page shows its form. */
export function readBuiltActions(): readonly BuiltAction[] {
  const file = path.join(ROOT, '.next/server/server-reference-manifest.json');
  const { node } = JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    name: `${filename.replace(/\.tsx?$/, '')}#${exportedName}`,
    id,
    route:
      Object.keys(workers)[0]
        ?.replace(/^app/, '')
        .replace(/\/page$/, '') ?? '',
  }));
}

type Fields = readonly (readonly [string, string])[];

/** The request of a form without script: one argument, the form's fields. */
export function formPost(action: BuiltAction, fields: Fields): Ask {
  const { body, type } = multipart([[`$ACTION_ID_${action.id}`, ''], ...fields]);
  return { method: 'POST', headers: { 'content-type': type }, body };
}

/**
 * The request of a form whose action has bound arguments. They stand in the page in clear, so anyone can change them.
 * The shape is React's (`decodeAction`).
 */
export function boundPost(action: BuiltAction, args: readonly unknown[], fields: Fields): Ask {
  const { body, type } = multipart([
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', JSON.stringify({ id: action.id, bound: '$@1' })],
    ['$ACTION_1:1', JSON.stringify(args)],
    ...fields,
  ]);
  return { method: 'POST', headers: { 'content-type': type }, body };
}

/** The request that the framework's own script would send: any arguments at all. Our pages run none of it. */
export function scriptPost(action: BuiltAction, args: readonly unknown[]): Ask {
  const headers = { 'next-action': action.id, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' };
  return { method: 'POST', headers, body: JSON.stringify(args) };
}
