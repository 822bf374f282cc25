const OWN_FIELD = /^\$ACTION_(?:ID_[0-9a-f]+|KEY|REF_\d+|\d+:[01])$/;
const OWN_REFERENCE = /^\{"id":"[0-9a-f]+","bound":"\$@1"\}$/;

/** No page sends it, and the database has no place for it: a statement with one fails. */
const NUL = '\u0000';

/** Texts of pages arrive as they are, or with a second `$` when they begin with one. */
const isPlainValue = (value: unknown) =>
  typeof value === 'boolean' || (typeof value === 'string' && !/^\$(?!\$)/.test(value) && !value.includes(NUL));

function isPlainList(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every(isPlainValue);
  } catch {
    return false;
  }
}

/**
 * True for a form as our pages write it. The arguments that a page binds to a form's action stand in it in clear, in a
 * notation of React's that can name promises, maps and parts that never come; reading those fails inside the framework.
 * Ours bind texts, yes and no, so anything else was made by hand, and every action gets values of these two types.
 */
export function isOwnForm(form: FormData): boolean {
  return [...form].every(([name, value]) => {
    if (name.includes(NUL) || (typeof value === 'string' && value.includes(NUL))) return false;
    if (!name.startsWith('$')) return true;
    if (typeof value !== 'string' || !OWN_FIELD.test(name)) return false;
    if (name.startsWith('$ACTION_REF_')) return [':0', ':1'].every((part) => form.has(name.replace('REF_', '') + part));
    if (name.endsWith(':0')) return OWN_REFERENCE.test(value);
    return !name.endsWith(':1') || isPlainList(value);
  });
}
