/**
 * Pages whose address may name something more than once. All others read each name as one text; a second value of it
 * would reach them as a list, whatever their types say.
 */
const LISTS = /^\/(providers\/search|eligibility\/rules)$/;

/** The query with the first value of each name, or null when nothing is named twice. Paths are without the language. */
export function singleQuery(pathWithoutLocale: string, query: URLSearchParams): URLSearchParams | null {
  const names = [...query.keys()];
  const once = new Set(names);
  if (once.size === names.length || LISTS.test(pathWithoutLocale)) return null;
  return new URLSearchParams([...once].map((name) => [name, query.get(name) ?? '']));
}
