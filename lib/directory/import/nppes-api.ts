import { z } from 'zod';
import { unreadable } from './faults';
import type { ImportFile } from './import-file';
import { readJsonRows } from './json-file';
import { NPPES_FORMAT, PLACE_COLUMN } from './nppes';
import type { TableLine } from './table-file';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const AddressSchema = z.object({
  address_purpose: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postal_code: text,
  country_code: text,
  telephone_number: text,
});
const ResultSchema = z.object({
  number: z.union([z.string(), z.number()]).transform(String),
  enumeration_type: text,
  basic: z.object({
    first_name: text,
    last_name: text,
    credential: text,
    sex: text,
    gender: text,
    organization_name: text,
    status: text,
    deactivation_date: text,
  }),
  addresses: z.array(AddressSchema).default([]),
  practiceLocations: z.array(AddressSchema).default([]),
  taxonomies: z.array(z.object({ code: text })).default([]),
});
type Result = z.output<typeof ResultSchema>;

/** One place of one result, in the columns of the monthly file, so that both are read by the same rules. */
function toCells(result: Result, address: z.output<typeof AddressSchema>, place: number): Record<string, string> {
  const { basic } = result;
  const column = (name: string) => `Provider Business Practice Location Address ${name}`;
  return {
    NPI: result.number,
    'Entity Type Code': result.enumeration_type.replace('NPI-', ''),
    'Provider Organization Name (Legal Business Name)': basic.organization_name,
    'Provider Last Name (Legal Name)': basic.last_name,
    'Provider First Name': basic.first_name,
    'Provider Credential Text': basic.credential,
    'Provider Sex Code': basic.sex || basic.gender,
    'NPI Deactivation Date': basic.status !== '' && basic.status !== 'A' ? basic.deactivation_date || 'an unknown day' : '',
    'Provider First Line Business Practice Location Address': address.address_1,
    'Provider Second Line Business Practice Location Address': address.address_2,
    [column('City Name')]: address.city,
    [column('State Name')]: address.state,
    [column('Postal Code')]: address.postal_code,
    [column('Country Code (If outside U.S.)')]: address.country_code,
    [column('Telephone Number')]: address.telephone_number,
    ...Object.fromEntries(result.taxonomies.map(({ code }, at) => [`Healthcare Provider Taxonomy Code_${at + 1}`, code])),
    [PLACE_COLUMN]: place === 0 ? '' : String(place + 1),
  };
}

/** The results of an answer of the NPI Registry API (2.1): a row for each practice location. An answer has at most 200. */
export async function* readNppesAnswer(
  file: ImportFile,
  onHeading: (heading: readonly string[]) => void,
): AsyncGenerator<TableLine> {
  const results = await readJsonRows(file, 'results');
  onHeading(NPPES_FORMAT.columns);
  for (const [index, raw] of results.entries()) {
    const parsed = ResultSchema.safeParse(raw);
    const line = index + 1;
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      yield { line, cells: {}, raw: JSON.stringify(raw), fault: unreadable(issue?.path) };
      continue;
    }
    const main = parsed.data.addresses.filter(({ address_purpose }) => address_purpose === 'LOCATION');
    for (const [place, address] of [...main, ...parsed.data.practiceLocations].entries()) {
      const cells = toCells(parsed.data, address, place);
      yield { line, cells, raw: JSON.stringify(raw), fault: null };
    }
  }
}
