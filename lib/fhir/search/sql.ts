/**
 * SQL as text with holes and the values for them. Text comes only from literals in this code base and from names that
 * look like names; whatever a client sent can only ever be a value.
 */
export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly SqlValue[];
}

export type SqlValue = string | number | boolean | null | readonly string[] | Date;

function isSql(part: unknown): part is Sql {
  return typeof part === 'object' && part !== null && 'strings' in part && 'values' in part;
}

/** `sql\`a = ${value}::uuid AND ${condition}\``: values become parameters, `Sql` parts are spliced in. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql {
  const texts: string[] = [strings[0] ?? ''];
  const values: SqlValue[] = [];
  parts.forEach((part, index) => {
    const after = strings[index + 1] ?? '';
    if (!isSql(part)) {
      values.push(part);
      texts.push(after);
      return;
    }
    texts.push(`${texts.pop() ?? ''}${part.strings[0] ?? ''}`, ...part.strings.slice(1));
    texts.push(`${texts.pop() ?? ''}${after}`);
    values.push(...part.values);
  });
  return { strings: texts, values };
}

/** A table, column or alias. @throws for anything that is not a plain lower-case name. */
export function name(text: string): Sql {
  if (!/^[a-z][a-z0-9_]*$/.test(text)) throw new Error(`Not a database name: ${text}`);
  return { strings: [text], values: [] };
}

/** `alias.column` */
export function col(alias: string, column: string): Sql {
  return sql`${name(alias)}.${name(column)}`;
}

export function joinSql(parts: readonly Sql[], separator: ' AND ' | ' OR ' | ', '): Sql {
  const [first, ...rest] = parts;
  if (!first) throw new Error('Nothing to join');
  const between: Sql = { strings: [separator], values: [] };
  return rest.reduce((all, part) => sql`${all}${between}${part}`, first);
}

/** All of the conditions; TRUE when there are none. */
export function allOf(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? sql`TRUE` : sql`(${joinSql(parts, ' AND ')})`;
}

/** One of the conditions; FALSE when there are none. */
export function anyOf(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? sql`FALSE` : sql`(${joinSql(parts, ' OR ')})`;
}

/** Text with `$1, $2 …` and the values in order. */
export function toQuery(statement: Sql): { text: string; values: readonly SqlValue[] } {
  const text = statement.strings.reduce((all, part, index) => (index === 0 ? part : `${all}$${index}${part}`), '');
  return { text, values: statement.values };
}
