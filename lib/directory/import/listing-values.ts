import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { type FaultCode, quoted, type RowFault } from './faults';

type Suspect = (kind: string) => void;
export type Cell<T> = { readonly value: T } | { readonly unusable: RowFault };

type Values<T> = { [K in keyof T]: T[K] extends Cell<infer V> ? V : never };

/** The values of all cells, or the first fault. */
export function allOf<T extends Record<string, Cell<unknown>>>(
  cells: T,
): { readonly values: Values<T> } | { readonly unusable: RowFault } {
  const values: Record<string, unknown> = {};
  for (const [name, cell] of Object.entries(cells)) {
    if ('unusable' in cell) return cell;
    values[name] = cell.value;
  }
  return { values: values as Values<T> };
}

/** Spreadsheet programs write missing values in many ways. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '<unavail>']);

/** A cell without spaces at its ends, or null when it says nothing. */
export function readText(cell: string | undefined, suspect?: Suspect): string | null {
  const text = (cell ?? '').replace(/\s+/g, ' ').trim();
  if (MISSING.has(text.toLowerCase())) return null;
  if (suspect && cell !== undefined && cell !== cell.trim()) suspect('Spaces at the end of a name were removed');
  return text;
}

/** `688472944.0`: a number that went through a spreadsheet and came back with a decimal point. */
export function withoutDecimal(text: string, what: string, suspect: Suspect): string {
  if (!/^\d+\.0$/.test(text)) return text;
  suspect(`A ${what} was written as a decimal number ("….0"); read without it`);
  return text.slice(0, -2);
}

/** Five digits. Lost leading zeros are put back and reported; nine digits are cut. */
export function readZip(cell: string | undefined, field: string, suspect: Suspect): Cell<string> {
  const wrong = (fault: FaultCode, values = {}): Cell<string> => ({ unusable: { field, fault, values } });
  const text = readText(cell);
  if (text === null) return wrong('zipMissing');
  const digits = withoutDecimal(text, 'ZIP code', suspect).replace(/-/g, '');
  if (!/^\d+$/.test(digits)) return wrong('zipUnknown', { text: quoted(text) });
  if (digits.length === 5 || digits.length === 9) return { value: digits.slice(0, 5) };
  if (digits.length === 4 || digits.length === 8 || digits.length === 3) {
    suspect('A ZIP code had lost its leading zero; put back');
    return { value: digits.padStart(digits.length > 5 ? 9 : 5, '0').slice(0, 5) };
  }
  return wrong('zipLength', { text: quoted(text), count: String(digits.length) });
}

/** Ten digits and an extension. A number nobody can dial is left out and reported: the place is still of use. */
export function readPhone(
  cell: string | undefined,
  suspect: Suspect,
): { readonly phone: string | null; readonly extension: string | null } {
  const text = readText(cell);
  if (text === null) return { phone: null, extension: null };
  const parsed = parsePhoneNumberFromString(withoutDecimal(text, 'phone number', suspect), 'US');
  const digits = parsed?.nationalNumber ?? '';
  if (digits.length !== 10) {
    suspect('A phone number has not ten digits; left out');
    return { phone: null, extension: null };
  }
  if (parsed?.ext) suspect('A phone number has an extension; kept beside it');
  return { phone: digits, extension: parsed?.ext ?? null };
}

/** Degrees, or null when none were given. */
export function readDegrees(cell: string | undefined, field: string, most: number): Cell<number | null> {
  const text = readText(cell);
  if (text === null) return { value: null };
  const value = Number(text);
  if (Number.isFinite(value) && Math.abs(value) <= most) return { value };
  return { unusable: { field, fault: 'degrees', values: { text: quoted(text), most: String(most) } } };
}

/** An address on the web, or null; a bare `http://` counts as none. */
export function readWebsite(cell: string | undefined, suspect: Suspect): string | null {
  const text = readText(cell);
  if (text !== null && /^https?:\/\/[^\s/]+\.[^\s/]+/i.test(text)) return text;
  if (text !== null && /^[^\s/]+\.[a-z]{2,}(\/\S*)?$/i.test(text)) return `https://${text}`;
  suspect('The website is empty or just "http://"');
  return null;
}

/** A cell that must say something. */
export function readNeeded(cell: string | undefined, field: string, suspect?: Suspect): Cell<string> {
  const text = readText(cell, suspect);
  return text === null ? { unusable: { field, fault: 'empty' } } : { value: text };
}

/** Kept in capitals when a register that writes everything so is put into ordinary letters. */
const CAPITALS = new Set('LLC LLP PLLC PC PA MD DO PHD LCSW LPC NC USA US NE NW SE SW II III IV MHA YMCA YWCA'.split(' '));

/** `GREATER BEDFORD CENTER, INC.` → `Greater Bedford Center, Inc.`; a text with small letters stays as it is. */
export function writtenLikeNames(text: string): string {
  if (text !== text.toUpperCase()) return text;
  return text.replace(/[\p{L}\p{N}]+(?:['’]S\b)?/gu, (word) => {
    if (CAPITALS.has(word) || /^\d/.test(word)) return word;
    return word.charAt(0) + word.slice(1).toLowerCase();
  });
}
