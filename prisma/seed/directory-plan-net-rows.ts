import type { Prisma, PrismaClient } from '@/lib/db/generated/client';
import { NETWORKS, PAYER_ORGANIZATION_ID } from '@/lib/directory/networks';
import borders from '@/lib/directory/parameters/county-borders.json';
import { countyMiddle } from '@/lib/directory/places';
import { SYSTEMS } from '@/lib/fhir/terminology';
import { countiesOf, findCounty, getPlan, helpLine, OWN_PLAN } from '@/lib/organization/organization';
import type { DemoOrganization } from './directory-build';
import { PROFESSIONS } from './directory-kinds';
import { demoId, demoNpi } from './directory-people';
import {
  countyArea,
  DEMO_SYSTEM,
  directEndpoint,
  endpointsOf,
  hasDirect,
  PORTAL_ENDPOINT,
  SYSTEM_PARENTS,
} from './directory-plan-net';

const STATE_AGENCY = demoId('organization:state-agency');
const PLAN_TYPE = { system: SYSTEMS.identifierType, code: 'NIIP', display: 'National Insurance Payor Identifier (Payor)' };
const ADDRESS = {
  use: 'work',
  type: 'both',
  text: '901 S New Hope Road, Gastonia, NC 28054',
  line: ['901 S New Hope Road'],
  city: 'Gastonia',
  state: 'NC',
  postalCode: '28054',
  country: 'US',
};

/** The plan, its parent, its networks and plans, and the areas they cover. */
export async function seedPlan(db: PrismaClient, lastUpdated: Date): Promise<void> {
  const plan = getPlan(OWN_PLAN);
  const phone = helpLine('help').phone;
  const telecom = [{ system: 'phone', value: phone, use: 'work', rank: 1 }];
  const contacts = [
    { name: { text: 'Member and recipient services' }, telecom: [{ system: 'phone', value: phone, use: 'work' }] },
  ];
  const areaIds = countiesOf(OWN_PLAN).map(({ fips }) => countyArea(fips));
  const shared = { lastUpdated, phone, telecom, addresses: [ADDRESS], contacts, endpointIds: [PORTAL_ENDPOINT] };
  await db.organization.createMany({
    data: [
      {
        id: STATE_AGENCY,
        lastUpdated,
        name: 'NC Department of Health and Human Services',
        types: ['bus'],
        addresses: [STATE_ADDRESS],
      },
    ],
    skipDuplicates: true,
  });
  await db.organization.createMany({
    data: [
      {
        ...shared,
        id: PAYER_ORGANIZATION_ID,
        name: plan.name,
        types: ['payer'],
        partOfId: STATE_AGENCY,
        coverageAreaIds: areaIds,
      },
    ],
    skipDuplicates: true,
  });
  await db.organization.createMany({
    data: NETWORKS.map((network) => ({
      ...shared,
      id: network.id,
      name: `${plan.name} ${network.name}`,
      isNetwork: true,
      types: ['ntwk'],
      identifiers: [{ type: { coding: [PLAN_TYPE] }, system: `${DEMO_SYSTEM}/network`, value: network.key }],
      partOfId: PAYER_ORGANIZATION_ID,
      coverageAreaIds: areaIds,
    })),
    skipDuplicates: true,
  });
  await db.insurancePlan.createMany({
    data: NETWORKS.map((network) => planRow(network, lastUpdated, areaIds, contacts)),
    skipDuplicates: true,
  });
}

const STATE_ADDRESS = {
  ...ADDRESS,
  text: '2001 Mail Service Center, Raleigh, NC 27699',
  line: ['2001 Mail Service Center'],
  city: 'Raleigh',
  postalCode: '27699',
};

function planRow(network: (typeof NETWORKS)[number], lastUpdated: Date, areaIds: string[], contacts: Prisma.InputJsonValue) {
  const medicaid = network.key === 'medicaid';
  return {
    id: demoId(`plan:${network.key}`),
    lastUpdated,
    name: medicaid ? 'Tailored Plan' : 'State-funded services',
    aliases: medicaid ? ['NC Medicaid Tailored Plan'] : ['State-funded behavioral health services'],
    types: ['medi'],
    identifiers: [
      { type: { coding: [PLAN_TYPE] }, system: `${DEMO_SYSTEM}/plan`, value: network.key, assigner: { display: 'NC Medicaid' } },
    ],
    periodStart: lastUpdated,
    ownedById: PAYER_ORGANIZATION_ID,
    administeredById: PAYER_ORGANIZATION_ID,
    coverageAreaIds: areaIds,
    networkIds: [network.id],
    endpointIds: [PORTAL_ENDPOINT],
    contacts,
    plans: [
      {
        type: { coding: [{ system: SYSTEMS.planType, code: 'lowdeductible', display: 'Low Deductible' }] },
        coverageArea: areaIds.map((id) => ({ reference: `Location/${id}` })),
        network: [{ reference: `Organization/${network.id}` }],
      },
    ],
  };
}

const rings = borders.counties as unknown as Readonly<Record<string, readonly (readonly (readonly [number, number])[])[]>>;

/** Each county of the plan or of a site as an area: outline as GeoJSON, no street. */
export async function seedAreas(db: PrismaClient, organizations: readonly DemoOrganization[], lastUpdated: Date): Promise<void> {
  const wanted = new Set(organizations.flatMap(({ sites }) => sites.map(({ countyFips }) => countyFips)));
  for (const { fips } of countiesOf(OWN_PLAN)) wanted.add(fips);
  await db.location.createMany({
    data: [...wanted].map((fips) => {
      const name = findCounty(fips)?.name ?? fips;
      const outline = {
        type: 'Feature',
        properties: { name, fips },
        geometry: { type: 'MultiPolygon', coordinates: (rings[fips] ?? []).map((ring) => [ring]) },
      };
      const middle = countyMiddle(fips);
      return {
        id: countyArea(fips),
        lastUpdated,
        name: `${name} County`,
        description: `Area of ${name} County, North Carolina.`,
        countyName: name,
        countyFips: fips,
        state: 'NC',
        country: 'US',
        lat: middle?.lat ?? null,
        lon: middle?.lon ?? null,
        organizationId: PAYER_ORGANIZATION_ID,
        boundary: {
          contentType: 'application/geo+json',
          data: Buffer.from(JSON.stringify(outline)).toString('base64'),
          title: `Outline of ${name} County`,
        },
      };
    }),
    skipDuplicates: true,
  });
}

/** Parents of some practices, before the practices. */
export async function seedParents(db: PrismaClient, lastUpdated: Date): Promise<void> {
  await db.organization.createMany({
    data: SYSTEM_PARENTS.map(({ id, name }, index) => ({
      id,
      lastUpdated,
      name,
      types: ['prvgrp'],
      npi: demoNpi(60_000_000 + index),
      telecom: [{ system: 'phone', value: `704555010${index}`, use: 'work' }],
      addresses: [ADDRESS],
      demonstration: true,
    })),
    skipDuplicates: true,
  });
}

const TREATMENT = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT', display: 'treatment' }],
};
const CONNECTIONS = 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type';

/** Technical addresses, and which practice works in which network. */
export async function seedAffiliations(
  db: PrismaClient,
  organizations: readonly DemoOrganization[],
  lastUpdated: Date,
): Promise<void> {
  const contact = [{ system: 'phone', value: helpLine('help').phone, use: 'work' }];
  await db.endpoint.createMany({
    data: [
      {
        id: PORTAL_ENDPOINT,
        lastUpdated,
        name: 'Provider directory',
        connectionType: { system: CONNECTIONS, code: 'hl7-fhir-rest', display: 'HL7 FHIR' },
        managingOrganizationId: PAYER_ORGANIZATION_ID,
        contacts: contact,
        payloadMimeTypes: ['application/fhir+json'],
        useCases: [{ type: TREATMENT, standard: 'http://hl7.org/fhir/us/davinci-pdex-plan-net' }],
        address: 'https://care-access.example/fhir/R4',
      },
      ...organizations.filter(hasDirect).map((organization) => ({
        id: directEndpoint(organization),
        lastUpdated,
        name: `${organization.name} Direct address`,
        connectionType: { system: CONNECTIONS, code: 'direct-project', display: 'Direct Project' },
        managingOrganizationId: organization.id,
        contacts: organization.sites.slice(0, 1).map(({ phone }) => ({ system: 'phone', value: phone, use: 'work' })),
        payloadMimeTypes: ['application/xml'],
        useCases: [{ type: TREATMENT }],
        address: `mailto:intake@${organization.id.slice(0, 8)}.direct.example`,
        demonstration: true,
      })),
    ],
    skipDuplicates: true,
  });
  await db.organizationAffiliation.createMany({
    data: organizations.map((one) => affiliationRow(one, lastUpdated)),
    skipDuplicates: true,
  });
}

function affiliationRow(organization: DemoOrganization, lastUpdated: Date) {
  const keys = new Set(organization.roles.flatMap(({ networks }) => networks.map(({ key }) => key)));
  const phone = organization.sites[0]?.phone ?? '';
  return {
    id: demoId(`affiliation:${organization.id}`),
    lastUpdated,
    identifiers: [
      {
        type: { coding: [{ system: SYSTEMS.identifierType, code: 'PRN', display: 'Provider number' }] },
        system: `${DEMO_SYSTEM}/affiliation`,
        value: organization.npi,
      },
    ],
    periodStart: lastUpdated,
    organizationId: PAYER_ORGANIZATION_ID,
    participatingOrganizationId: organization.id,
    networkIds: NETWORKS.filter(({ key }) => keys.has(key)).map(({ id }) => id),
    codes: [organization.kind.organizationType === 'fac' ? 'residential' : 'behavioral'],
    specialties: [...new Set(organization.kind.professions.map((key) => PROFESSIONS[key].taxonomy))],
    locationIds: organization.sites.map(({ id }) => id),
    serviceIds: organization.sites.map(({ id }) => demoId(`service:${id}`)),
    telecom: [{ system: 'phone', value: phone, use: 'work', rank: 1 }],
    endpointIds: endpointsOf(organization),
    demonstration: true,
  };
}
