import { type FacetGroupKey, facetCode } from '../facets';
import data from '../parameters/samhsa-services.json';
import { foldText } from '../search/words';
import { quoted } from './faults';
import type { ListingRecord, ReadRow, TableFormat } from './listing-model';
import { allOf, readDegrees, readNeeded, readPhone, readText, readWebsite, readZip } from './listing-values';

/** The two surveys of the SAMHSA locator tell no more than which kind of care a place gives. */
const SURVEYS: Readonly<Record<string, number>> = {
  MH: facetCode('service', 'mentalHealthCare'),
  SU: facetCode('service', 'substanceCare'),
};

const TEXTS = data.texts.map(({ says, facet }) => {
  const [group, key] = facet.split('.') as [FacetGroupKey, string];
  return { says: foldText(says), code: facetCode(group, key) };
});

/** Facets that the service texts of a place name; the table has none of these texts. */
function servicesOf(cell: string | undefined): readonly number[] {
  const texts = (cell ?? '').split(';').map(foldText);
  return TEXTS.filter(({ says }) => texts.some((each) => each.startsWith(says))).map(({ code }) => code);
}

const readRow: ReadRow = (cells, { file, line, suspect }) => {
  const survey = SURVEYS[cells.source ?? ''];
  if (survey === undefined) {
    return { unusable: { field: 'source', fault: 'survey', values: { text: quoted(cells.source ?? '') } } };
  }
  const needed = allOf({
    sourceRow: readNeeded(cells.source_row, 'source_row'),
    name: readNeeded(cells.name1, 'name1', suspect),
    street: readNeeded(cells.street1, 'street1'),
    city: readNeeded(cells.city, 'city'),
    state: readNeeded(cells.state, 'state'),
    zip: readZip(cells.zip, 'zip', suspect),
    lat: readDegrees(cells.latitude, 'latitude', 90),
    lon: readDegrees(cells.longitude, 'longitude', 180),
  });
  if ('unusable' in needed) return needed;
  const { values } = needed;
  const { phone, extension } = readPhone(cells.phone, suspect);
  const record: ListingRecord = {
    key: `${cells.source}:${values.sourceRow}`,
    file,
    line,
    raw: cells,
    list: cells.source ?? '',
    organizationName: values.name,
    placeName: readText(cells.name2),
    person: null,
    organizationNpi: null,
    line1: values.street,
    line2: readText(cells.street2),
    city: values.city,
    state: values.state,
    zip: values.zip,
    countyName: readText(cells.county),
    phone,
    phoneExtension: extension,
    website: cells.source === 'MH' ? readWebsite(cells.website, suspect) : readText(cells.website),
    lat: values.lat,
    lon: values.lon,
    specialties: [],
    tags: [...new Set([survey, ...servicesOf(cells.services)])],
    networks: [],
  };
  return { record };
};

/** SAMHSA treatment locator, mental-health and substance-use rows in one table. */
export const SAMHSA_FORMAT: TableFormat = {
  name: 'samhsa',
  columns: ['source', 'source_row', 'name1', 'street1', 'city', 'state', 'zip', 'latitude', 'longitude'],
  read: readRow,
};
