import { Fragment, isValidElement, type ReactNode } from 'react';

const NAMES: Readonly<Record<string, string>> = {
  className: 'class',
  htmlFor: 'for',
  defaultValue: 'value',
  defaultChecked: 'checked',
  tabIndex: 'tabindex',
};
const VOID = new Set(['input', 'meta', 'hr', 'br', 'link']);

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

function attribute([name, value]: [string, unknown]): string {
  if (name === 'children' || value === undefined || value === null || value === false) return '';
  return ` ${NAMES[name] ?? name}="${value === true ? (name.startsWith('aria-') ? 'true' : '') : escaped(String(value))}"`;
}

/**
 * HTML of components that are plain functions, as all of ours are. React's own renderer refuses to load under the
 * `react-server` condition that these tests share with the application.
 */
export function renderHtml(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (typeof node === 'string' || typeof node === 'number') return escaped(String(node));
  if (Array.isArray(node)) return node.map(renderHtml).join('');
  if (!isValidElement<{ children?: ReactNode }>(node)) throw new Error('Only plain nodes can be rendered here');
  const { type, props } = node;
  if (type === Fragment) return renderHtml(props.children);
  if (typeof type === 'function') return renderHtml((type as (props: unknown) => ReactNode)(props));
  const open = `<${String(type)}${Object.entries(props).map(attribute).join('')}>`;
  return VOID.has(String(type)) ? open : `${open}${renderHtml(props.children)}</${String(type)}>`;
}
