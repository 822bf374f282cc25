import { facetLabel } from '../facet-labels';
import { type FacetGroupKey, facetGroup } from '../facets';
import { NETWORKS } from '../networks';
import { foldText } from '../search/words';
import { quoted, type RowFault } from './faults';
import type { ListingRecord, ReadRow, TableFormat } from './listing-model';
import { allOf, type Cell, readDegrees, readNeeded, readPhone, readText, readWebsite, readZip } from './listing-values';
import { hasNpiCheckDigit } from './plan-net-values';

/** Columns that hold a list of facets, several with a semicolon between them. */
const LISTS: readonly (readonly [column: string, group: FacetGroupKey])[] = [
  ['services', 'service'],
  ['languages', 'language'],
  ['ages', 'age'],
  ['visits', 'mode'],
  ['helps_with', 'concern'],
  ['special_focus', 'focus'],
  ['access', 'accessibility'],
  ['setting', 'setting'],
  ['hours', 'hours'],
  ['opioid_medicine', 'opioidMedicine'],
];

/** How a person writes AcceptingPatientsCS. An empty cell: not in this network. */
const ACCEPTING: Readonly<Record<string, string>> = {
  new: 'newpt',
  'no new': 'nopt',
  'existing only': 'existptonly',
  'existing and family': 'existptfam',
};

type Suspect = (kind: string) => void;
type Cells = Readonly<Record<string, string>>;

/** Facet codes of a cell, by key or by the words of either language. */
function readFacets(cells: Cells, column: string, group: FacetGroupKey): Cell<readonly number[]> {
  const { options } = facetGroup(group);
  const codes: number[] = [];
  for (const text of (cells[column] ?? '').split(';').map((part) => part.trim())) {
    if (text === '') continue;
    const meant = foldText(text);
    const found = options.find(({ code, key }) =>
      [key, facetLabel(code, 'en'), facetLabel(code, 'es')].some((name) => foldText(name) === meant),
    );
    if (!found) {
      const values = { text: quoted(text), options: options.map(({ key }) => key).join(', ') };
      return { unusable: { field: column, fault: 'option', values } };
    }
    codes.push(found.code);
  }
  return { value: codes };
}

function readNetworks(cells: Cells): { readonly networks: ListingRecord['networks'] } | { readonly unusable: RowFault } {
  const networks: { id: string; accepting: string | null }[] = [];
  for (const { key, id } of NETWORKS) {
    const text = readText(cells[`network_${key}`]);
    if (text === null) continue;
    const accepting = ACCEPTING[foldText(text)];
    if (!accepting) {
      const values = { text: quoted(text), options: Object.keys(ACCEPTING).join(', ') };
      return { unusable: { field: `network_${key}`, fault: 'network', values } };
    }
    networks.push({ id, accepting });
  }
  return { networks };
}

function readNpi(cell: string | undefined, field: string): Cell<string | null> {
  const text = readText(cell);
  if (text === null || (/^\d{10}$/.test(text) && hasNpiCheckDigit(text))) return { value: text };
  return { unusable: { field, fault: 'npiOptional', values: { text: quoted(text) } } };
}

function readPlace(cells: Cells, suspect: Suspect) {
  return allOf({
    organization: readNeeded(cells.organization, 'organization', suspect),
    street: readNeeded(cells.street, 'street'),
    city: readNeeded(cells.city, 'city'),
    state: readNeeded(cells.state, 'state'),
    zip: readZip(cells.zip, 'zip', suspect),
    lat: readDegrees(cells.latitude, 'latitude', 90),
    lon: readDegrees(cells.longitude, 'longitude', 180),
    npi: readNpi(cells.npi, 'npi'),
    organizationNpi: readNpi(cells.organization_npi, 'organization_npi'),
  });
}

const readRow: ReadRow = (cells, { file, line, suspect }) => {
  const needed = readPlace(cells, suspect);
  if ('unusable' in needed) return needed;
  const { values } = needed;
  const tags: number[] = [];
  for (const [column, group] of LISTS) {
    const read = readFacets(cells, column, group);
    if ('unusable' in read) return read;
    tags.push(...read.value);
  }
  const member = readNetworks(cells);
  if ('unusable' in member) return member;
  const family = readText(cells.last_name);
  const gender = foldText(cells.gender ?? '');
  const person = family
    ? {
        given: readText(cells.first_name) ?? '',
        family,
        credentials: readText(cells.credentials),
        npi: values.npi,
        gender: gender.startsWith('f') ? ('female' as const) : gender.startsWith('m') ? ('male' as const) : null,
      }
    : null;
  const { phone, extension } = readPhone(cells.phone, suspect);
  const who = person ? (person.npi ?? `${person.given} ${person.family}`) : '';
  const record: ListingRecord = {
    key: readText(cells.key) ?? foldText(`${values.organization} ${values.street} ${values.zip} ${who}`),
    file,
    line,
    raw: cells,
    list: 'template',
    organizationName: values.organization,
    placeName: readText(cells.site_name),
    person,
    organizationNpi: values.organizationNpi,
    line1: values.street,
    line2: readText(cells.suite),
    city: values.city,
    state: values.state.toUpperCase(),
    zip: values.zip,
    countyName: readText(cells.county),
    phone,
    phoneExtension: extension,
    website: readText(cells.website) ? readWebsite(cells.website, suspect) : null,
    lat: values.lat,
    lon: values.lon,
    specialties: [],
    tags,
    networks: member.networks,
  };
  return { record };
};

/** The plain table that anybody can fill in; `public/templates/provider-list.csv` is an empty one with two examples. */
export const TEMPLATE_FORMAT: TableFormat = {
  name: 'template',
  columns: ['organization', 'street', 'city', 'state', 'zip', 'services'],
  read: readRow,
};
