import { z } from 'zod';
import { unreadable } from './faults';
import type { ImportFile } from './import-file';
import { readJsonRows } from './json-file';
import { SAMHSA_FORMAT } from './samhsa';
import type { TableLine } from './table-file';

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));
const PlaceSchema = z.object({
  frid: text,
  name1: text,
  name2: text,
  street1: text,
  street2: text,
  city: text,
  state: text,
  zip: text,
  phone: text,
  website: text,
  latitude: text,
  longitude: text,
  typeFacility: text,
  services: z.array(z.object({ f2: text, f3: text })).default([]),
});
type Place = z.output<typeof PlaceSchema>;

/** The survey a place belongs to; places of other lists by the type of care that they name. */
function surveyOf({ typeFacility, services }: Place): string {
  const known = { SA: 'SU', MH: 'MH' }[typeFacility];
  if (known) return known;
  const care = services
    .filter(({ f2 }) => f2 === 'TC')
    .map(({ f3 }) => f3)
    .join(';');
  return /substance|detox/i.test(care) ? 'SU' : /mental/i.test(care) ? 'MH' : typeFacility;
}

/** One place in the columns of the locator's table, so that both are read by the same rules. */
function toCells(place: Place): Record<string, string> {
  const { frid, typeFacility: _type, services, ...columns } = place;
  return {
    ...columns,
    source: surveyOf(place),
    source_row: frid || [place.name1, place.street1, place.zip].join('|'),
    services: services.map(({ f3 }) => f3).join(';'),
  };
}

/** The places of one answer of the SAMHSA locator (`exportsAsJson`), each with the kinds of help that it names. */
export async function* readSamhsaAnswer(
  file: ImportFile,
  onHeading: (heading: readonly string[]) => void,
): AsyncGenerator<TableLine> {
  const rows = await readJsonRows(file, 'rows');
  onHeading(SAMHSA_FORMAT.columns);
  for (const [index, row] of rows.entries()) {
    const line = index + 1;
    const raw = JSON.stringify(row);
    const parsed = PlaceSchema.safeParse(row);
    if (parsed.success) yield { line, cells: toCells(parsed.data), raw, fault: null };
    else yield { line, cells: {}, raw, fault: unreadable(parsed.error.issues[0]?.path) };
  }
}
