import { facetCode } from '../facets';
import taxonomy from '../parameters/taxonomy-services.json';
import { type FaultCode, quoted, type RowFault } from './faults';
import type { ListingPerson, ListingRecord, ReadRow, TableFormat } from './listing-model';
import { allOf, type Cell, readNeeded, readPhone, readText, readZip, withoutDecimal, writtenLikeNames } from './listing-values';
import { hasNpiCheckDigit } from './plan-net-values';

type Suspect = (kind: string) => void;
type Cells = Readonly<Record<string, string>>;

const ADDRESS = 'Provider Business Practice Location Address';
const LINE_1 = 'Provider First Line Business Practice Location Address';
const TAXONOMIES = 15;

/** Longest first, so that the first that fits is the most exact. */
const PREFIXES = [...taxonomy.prefixes].sort((a, b) => b.prefix.length - a.prefix.length);

/** Kinds of help that a taxonomy code tells; none for codes outside behavioral health. */
function servicesOf(code: string): readonly number[] {
  const found = PREFIXES.find(({ prefix }) => code.startsWith(prefix));
  return (found?.services ?? []).map((key) => facetCode('service', key));
}

/** Ten digits with a true check digit; a decimal point from a spreadsheet is taken off. */
function readNpi(cell: string | undefined, suspect: Suspect): Cell<string> {
  const text = withoutDecimal(readText(cell) ?? '', 'NPI', suspect);
  const wrong = (fault: FaultCode, values = {}): Cell<string> => ({ unusable: { field: 'NPI', fault, values } });
  if (!/^\d{10}$/.test(text)) return text === '' ? wrong('npiMissing') : wrong('npiLength', { text: quoted(text) });
  return hasNpiCheckDigit(text) ? { value: text } : wrong('npiCheckDigit', { text });
}

function readTaxonomies(cells: Cells, suspect: Suspect): readonly string[] {
  const codes = Array.from({ length: TAXONOMIES }, (_, at) => readText(cells[`Healthcare Provider Taxonomy Code_${at + 1}`]));
  return codes.flatMap((code) => {
    if (code === null) return [];
    if (/^[0-9A-Z]{9}X$/.test(code)) return [code];
    suspect('A taxonomy code does not have nine signs and an X; left out');
    return [];
  });
}

/** A person by entity type 1, an organization by 2. Spreadsheets write them as 1.0 and 2.0. */
function readPerson(cells: Cells, npi: string): ListingPerson | null {
  if (!/^1(\.0)?$/.test((cells['Entity Type Code'] ?? '').trim())) return null;
  const sex = readText(cells['Provider Sex Code'] ?? cells['Provider Gender Code']);
  return {
    given: writtenLikeNames(readText(cells['Provider First Name']) ?? ''),
    family: writtenLikeNames(readText(cells['Provider Last Name (Legal Name)']) ?? ''),
    credentials: readText(cells['Provider Credential Text']),
    npi,
    gender: sex === 'F' ? 'female' : sex === 'M' ? 'male' : null,
  };
}

/** Why a row of the register is nobody to see; null when it is. */
function notInUse(cells: Cells): RowFault | null {
  const ended = readText(cells['NPI Deactivation Date']);
  if (ended && !readText(cells['NPI Reactivation Date'])) {
    return { field: 'NPI Deactivation Date', fault: 'npiEnded', values: { text: quoted(ended) } };
  }
  const country = readText(cells[`${ADDRESS} Country Code (If outside U.S.)`]);
  if (country && country !== 'US') {
    return { field: 'Country Code', fault: 'abroad', values: { text: quoted(country) } };
  }
  return null;
}

const readRow: ReadRow = (cells, { file, line, suspect }) => {
  const gone = notInUse(cells);
  if (gone) return { unusable: gone };
  const needed = allOf({
    npi: readNpi(cells.NPI, suspect),
    street: readNeeded(cells[LINE_1], LINE_1),
    city: readNeeded(cells[`${ADDRESS} City Name`], `${ADDRESS} City Name`),
    state: readNeeded(cells[`${ADDRESS} State Name`], `${ADDRESS} State Name`),
    zip: readZip(cells[`${ADDRESS} Postal Code`], `${ADDRESS} Postal Code`, suspect),
  });
  if ('unusable' in needed) return needed;
  const { npi, street, city, state, zip } = needed.values;
  const person = readPerson(cells, npi);
  const company = readText(cells['Provider Organization Name (Legal Business Name)']);
  const own = person && person.family !== '' ? [`${person.given} ${person.family}`.trim(), person.credentials] : [];
  const organizationName = company ? writtenLikeNames(company) : own.filter(Boolean).join(', ');
  if (organizationName === '') return { unusable: { field: 'Name', fault: 'noName' } };
  const specialties = readTaxonomies(cells, suspect);
  const services = [...new Set(specialties.flatMap(servicesOf))];
  if (services.length === 0) suspect('No taxonomy of behavioral health; imported without a kind of help');
  const secondLine = readText(cells['Provider Second Line Business Practice Location Address']);
  const otherName = readText(cells['Provider Other Organization Name']);
  const { phone, extension } = readPhone(cells[`${ADDRESS} Telephone Number`], suspect);
  const record: ListingRecord = {
    key: `${npi}${cells[PLACE_COLUMN] ? `:${cells[PLACE_COLUMN]}` : ''}`,
    file,
    line,
    // Three hundred columns, most of them empty: what says nothing is not kept.
    raw: Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== '')),
    list: 'NPPES',
    organizationName,
    placeName: otherName && !person ? writtenLikeNames(otherName) : null,
    person,
    organizationNpi: person ? null : npi,
    line1: writtenLikeNames(street),
    line2: secondLine ? writtenLikeNames(secondLine) : null,
    city: writtenLikeNames(city),
    state: state.toUpperCase(),
    zip,
    countyName: null,
    phone,
    phoneExtension: extension,
    website: null,
    lat: null,
    lon: null,
    specialties,
    tags: [...services, ...(person?.gender ? [facetCode('gender', person.gender)] : [])],
    networks: [],
  };
  return { record };
};

/** Set for the second and later places of a provider, which only the register's API knows. */
export const PLACE_COLUMN = 'place';

/** The register's monthly file (`npidata_pfile`), in its layout of 329 columns and in that of 330. */
export const NPPES_FORMAT: TableFormat = {
  name: 'nppes',
  columns: ['NPI', 'Entity Type Code', LINE_1, `${ADDRESS} Postal Code`, 'Healthcare Provider Taxonomy Code_1'],
  read: readRow,
};
