import { instant } from '@/lib/clock';
import { findFacet } from '@/lib/directory/facets';
import { planNetUrl } from '@/lib/directory/fhir/parts';
import { NETWORKS, PAYER_ORGANIZATION_ID } from '@/lib/directory/networks';
import { SYSTEMS } from '@/lib/fhir/terminology';
import type { DemoOrganization, DemoRole, DemoSite } from './directory-build';
import { type DemoPerson, demoId } from './directory-people';

/** What Plan-Net can say of a row beyond what the screens need, so that API clients find every element somewhere. */

const OFFICE_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
/** The same share of rows on every machine: ids are hashes. */
const oneIn = (n: number, id: string): boolean => Number.parseInt(id.slice(0, 4), 16) % n === 0;
const idType = (code: string, display: string) => ({ coding: [{ system: SYSTEMS.identifierType, code, display }] });
export const DEMO_SYSTEM = 'https://care-access.example/demonstration';

/** A phone with the hours at which it is answered. */
function answeredPhone(value: string, rank: number) {
  const hours = [
    ...OFFICE_DAYS.map((day) => ({ url: 'daysOfWeek', valueCode: day })),
    { url: 'availableStartTime', valueTime: '08:30:00' },
    { url: 'availableEndTime', valueTime: '17:00:00' },
  ];
  return {
    extension: [{ url: planNetUrl('contactpoint-availabletime'), extension: hours }],
    system: 'phone',
    value,
    use: 'work',
    rank,
  };
}

/** A phone that leads to the plan first. */
function throughPlan(value: string, rank: number) {
  const plan = { url: planNetUrl('via-intermediary'), valueReference: { reference: `Organization/${PAYER_ORGANIZATION_ID}` } };
  return { extension: [plan], system: 'phone', value, use: 'work', rank };
}

export const PORTAL_ENDPOINT = demoId('endpoint:portal');
export const directEndpoint = (organization: DemoOrganization): string => demoId(`endpoint:direct:${organization.id}`);
export const hasDirect = (organization: DemoOrganization): boolean => oneIn(8, organization.id);
export const endpointsOf = (organization: DemoOrganization): string[] =>
  hasDirect(organization) ? [directEndpoint(organization)] : [];
export const countyArea = (fips: string): string => demoId(`area:${fips}`);
export const SYSTEM_PARENTS = ['Foothills Health Partners', 'Yadkin Valley Care Alliance'].map((name) => ({
  id: demoId(`organization:${name}`),
  name,
}));

const geolocation = ({ lat, lon }: DemoSite) => ({
  url: 'http://hl7.org/fhir/StructureDefinition/geolocation',
  extension: [
    { url: 'latitude', valueDecimal: lat },
    { url: 'longitude', valueDecimal: lon },
  ],
});

export function siteAddress(site: DemoSite) {
  const lines = [site.line1, ...(site.line2 ? [site.line2] : [])];
  return {
    extension: [geolocation(site)],
    use: 'work',
    type: 'both',
    text: `${lines.join(', ')}, ${site.zip.city}, NC ${site.zip.zip}`,
    line: lines,
    city: site.zip.city,
    state: 'NC',
    postalCode: site.zip.zip,
    country: 'US',
  };
}

export function organizationExtras(organization: DemoOrganization) {
  const [site] = organization.sites;
  const parent = oneIn(9, organization.id) ? SYSTEM_PARENTS[Number.parseInt(organization.id.slice(4, 6), 16) % 2] : undefined;
  return {
    aliases: oneIn(5, organization.id) ? [`${organization.name} of the Carolinas`] : [],
    description: `${organization.name} is an invented practice that shows how a listing looks.`,
    identifiers: [
      { use: 'official', type: idType('NPI', 'National provider identifier'), system: SYSTEMS.npi, value: organization.npi },
      {
        use: 'official',
        type: idType('TAX', 'Tax ID number'),
        system: 'urn:oid:2.16.840.1.113883.4.4',
        value: `00-${organization.npi.slice(-7)}`,
      },
    ],
    telecom: site ? [answeredPhone(site.phone, 1), ...(oneIn(6, organization.id) ? [throughPlan(site.phone, 2)] : [])] : [],
    addresses: site ? [siteAddress(site)] : [],
    partOfId: parent?.id ?? null,
    contacts: site
      ? [
          {
            purpose: {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/contactentity-type', code: 'ADMIN', display: 'Administrative' },
              ],
            },
            name: { text: 'Front desk' },
            telecom: [{ system: 'phone', value: site.phone, use: 'work' }],
          },
        ]
      : [],
    qualifications: oneIn(4, organization.id)
      ? [
          {
            code: '261QM0801X',
            identifier: [{ system: `${DEMO_SYSTEM}/license`, value: `MHL-${organization.npi.slice(-6)}` }],
            issuer: 'NC Division of Health Service Regulation',
            status: 'active',
            period: { start: '2025-01-01', end: '2027-12-31' },
            whereValid: 'NC',
          },
        ]
      : [],
    endpointIds: endpointsOf(organization),
  };
}

export function locationExtras(organization: DemoOrganization, site: DemoSite) {
  const [first] = organization.sites;
  return {
    aliases: oneIn(5, site.id) ? [`${site.zip.city} office`] : [],
    description: `Site of ${organization.name} in ${site.zip.city}.`,
    identifiers: [{ type: idType('FI', 'Facility ID'), system: `${DEMO_SYSTEM}/site`, value: site.id.slice(0, 8) }],
    types: [organization.kind.settings.some((tag) => findFacet(tag)?.key === 'residential') ? 'SURF' : 'OF'],
    telecom: [answeredPhone(site.phone, 1), ...(oneIn(6, site.id) ? [throughPlan(site.phone, 2)] : [])],
    // A second site of one organisation is run from the first.
    partOfId: first && first.id !== site.id ? first.id : null,
    availabilityExceptions: 'Closed on state holidays.',
    newPatients: [{ accepting: 'newpt' }],
    endpointIds: endpointsOf(organization),
  };
}

export function practitionerExtras(person: DemoPerson, site: DemoSite, credentials: string, taxonomy: string) {
  return {
    identifiers: [
      { use: 'official', type: idType('NPI', 'National provider identifier'), system: SYSTEMS.npi, value: person.npi },
    ],
    telecom: [{ system: 'phone', value: site.phone, use: 'work' }],
    addresses: [siteAddress(site)],
    communication: person.languages.map((language) => ({ code: bcp47(language), proficiency: language === 'en' ? '50' : '40' })),
    qualifications: [
      {
        code: taxonomy,
        text: credentials,
        identifier: [{ system: `${DEMO_SYSTEM}/license`, value: `L-${person.npi.slice(-6)}` }],
        issuer: 'North Carolina licensing board',
        period: { start: '2024-07-01', end: '2027-06-30' },
        status: 'active',
        whereValid: 'NC',
      },
    ],
  };
}

const LANGUAGES: Readonly<Record<string, string>> = {
  asl: 'ase',
  hmong: 'hmn',
  vietnamese: 'vi',
  arabic: 'ar',
  chinese: 'zh',
  french: 'fr',
  russian: 'ru',
  lao: 'lo',
};
const bcp47 = (key: string): string => LANGUAGES[key] ?? key;

const CLOSURE = [{ description: 'Staff training day', during: { start: '2026-12-18', end: '2026-12-18' } }];

export function roleExtras(organization: DemoOrganization, role: DemoRole, taxonomy: string | null) {
  const networkOf = new Map(NETWORKS.map(({ key, id }) => [key, id]));
  return {
    identifiers: [{ type: idType('PRN', 'Provider number'), system: `${DEMO_SYSTEM}/role`, value: role.id.slice(0, 8) }],
    telecom: [answeredPhone(role.site.phone, 1), ...(oneIn(6, role.id) ? [throughPlan(role.site.phone, 2)] : [])],
    periodStart: instant('2026-01-01T00:00:00Z'),
    notAvailable: CLOSURE,
    availabilityExceptions: 'Closed on state holidays.',
    newPatients: role.networks.map(({ key, accepting }) => ({
      accepting,
      networkId: networkOf.get(key) ?? '',
      ...(accepting === 'newpt' && oneIn(3, role.id) ? { characteristics: ['New patients by referral or call'] } : {}),
    })),
    qualifications:
      taxonomy && oneIn(3, role.id)
        ? [
            {
              code: taxonomy,
              identifier: [{ system: `${DEMO_SYSTEM}/certificate`, value: `C-${role.id.slice(0, 6)}` }],
              issuer: 'National certifying body',
              status: 'active',
              period: { start: '2025-03-01', end: '2028-02-28' },
              whereValid: 'NC',
            },
          ]
        : [],
    endpointIds: endpointsOf(organization),
  };
}

/** FHIR service types: drug and alcohol counselling, crisis counselling, family therapy; else health counselling. */
const SERVICE_TYPES: Readonly<Record<string, string>> = { recovery: '105', crisis: '70', family: '71' };

export function serviceExtras(organization: DemoOrganization, site: DemoSite) {
  return {
    identifiers: [{ type: idType('RI', 'Resource identifier'), system: `${DEMO_SYSTEM}/service`, value: site.id.slice(0, 8) }],
    coverageAreaIds: [countyArea(site.countyFips)],
    types: [SERVICE_TYPES[organization.kind.key] ?? '76'],
    comment: 'Invented for demonstration.',
    telecom: [answeredPhone(site.phone, 1), ...(oneIn(6, site.id) ? [throughPlan(site.phone, 2)] : [])],
    deliveryMethods: [{ type: 'physical' }, ...(oneIn(2, site.id) ? [{ type: 'virtual', modalities: ['video', 'phone'] }] : [])],
    newPatients: NETWORKS.slice(0, 1).map(({ id }) => ({ accepting: 'newpt', networkId: id })),
    appointmentRequired: true,
    notAvailable: CLOSURE,
    availabilityExceptions: 'Closed on state holidays.',
    endpointIds: endpointsOf(organization),
  };
}
