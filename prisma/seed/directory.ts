import { instant } from '@/lib/clock';
import type { PrismaClient } from '@/lib/db/generated/client';
import { rebuildEntries } from '@/lib/directory/entries/store';
import { findFacet } from '@/lib/directory/facets';
import { NETWORKS } from '@/lib/directory/networks';
import { findCounty } from '@/lib/organization/organization';
import { buildDemoDirectory, type DemoOrganization, type DemoRole, type DemoSite } from './directory-build';
import { PROFESSIONS } from './directory-kinds';
import { demoId } from './directory-people';
import { locationExtras, organizationExtras, practitionerExtras, roleExtras, serviceExtras } from './directory-plan-net';
import { seedAffiliations, seedAreas, seedParents, seedPlan } from './directory-plan-net-rows';

const DAY_MS = 86_400_000;
const FACTS = [
  ['phone', 'location'],
  ['address', 'location'],
  ['network', 'practitioner_role'],
  ['accepting', 'practitioner_role'],
] as const;

/** The day the seed describes; facts were checked before it. */
export const DEMO_DAY = '2026-11-20T15:00:00Z';

async function insertInParts<T>(rows: readonly T[], insert: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) await insert(rows.slice(at, at + 500));
}

const OPEN_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
function openingHours(site: DemoSite): object[] {
  const keys = new Set(site.hourTags.map((tag) => findFacet(tag)?.key));
  if (keys.has('always')) return [{ daysOfWeek: [...OPEN_DAYS, 'sat', 'sun'], allDay: true }];
  const late = keys.has('evening');
  return [
    { daysOfWeek: late ? ['mon', 'wed', 'fri'] : OPEN_DAYS, allDay: false, openingTime: '08:30:00', closingTime: '17:00:00' },
    ...(late ? [{ daysOfWeek: ['tue', 'thu'], allDay: false, openingTime: '10:00:00', closingTime: '20:00:00' }] : []),
    ...(keys.has('weekend') ? [{ daysOfWeek: ['sat'], allDay: false, openingTime: '09:00:00', closingTime: '13:00:00' }] : []),
  ];
}

function locationRow(organization: DemoOrganization, site: DemoSite, lastUpdated: Date) {
  return {
    id: site.id,
    lastUpdated,
    name: `${organization.name}, ${site.zip.city}`,
    organizationId: organization.id,
    line1: site.line1,
    line2: site.line2,
    city: site.zip.city,
    countyName: findCounty(site.countyFips)?.name ?? null,
    countyFips: site.countyFips,
    state: 'NC',
    zip: site.zip.zip,
    country: 'US',
    lat: site.lat,
    lon: site.lon,
    phone: site.phone,
    hoursOfOperation: openingHours(site),
    accessibility: [...new Set(site.accessTags.flatMap((tag) => findFacet(tag)?.planNet ?? []))],
    ...locationExtras(organization, site),
    demonstration: true,
  };
}

function organizationRow(organization: DemoOrganization, lastUpdated: Date) {
  const site = organization.sites[0];
  return {
    id: organization.id,
    lastUpdated,
    types: [organization.kind.organizationType],
    npi: organization.npi,
    name: organization.name,
    phone: site?.phone ?? null,
    ...organizationExtras(organization),
    demonstration: true,
  };
}

function practitionerRow(role: DemoRole, lastUpdated: Date) {
  const person = role.person;
  if (!person) return [];
  const { credentials, taxonomy } = PROFESSIONS[person.profession];
  return [
    {
      id: person.id,
      lastUpdated,
      npi: person.npi,
      family: person.family,
      given: [person.given],
      credentials,
      gender: person.gender,
      ...practitionerExtras(person, role.site, credentials, taxonomy),
      demonstration: true,
    },
  ];
}

function roleRow(organization: DemoOrganization, role: DemoRole, lastUpdated: Date) {
  const profession = role.person ? PROFESSIONS[role.person.profession] : null;
  return {
    id: role.id,
    lastUpdated,
    practitionerId: role.person?.id ?? null,
    organizationId: organization.id,
    locationId: role.site.id,
    locationIds: [role.site.id],
    serviceIds: [demoId(`service:${role.site.id}`)],
    codes: profession ? [profession.planNetRole] : [],
    specialties: profession ? [profession.taxonomy] : [],
    tags: [...role.tags],
    phone: role.site.phone,
    availableTime: openingHours(role.site),
    ...roleExtras(organization, role, profession?.taxonomy ?? null),
    demonstration: true,
  };
}

function serviceRow(organization: DemoOrganization, site: DemoSite, lastUpdated: Date) {
  return {
    id: demoId(`service:${site.id}`),
    lastUpdated,
    organizationId: organization.id,
    locationIds: [site.id],
    categories: ['behav'],
    specialties: [...new Set(organization.kind.professions.map((key) => PROFESSIONS[key].taxonomy))],
    name: organization.name,
    availableTime: openingHours(site),
    ...serviceExtras(organization, site),
    tags: [...organization.kind.services],
    demonstration: true,
  };
}

function checkRows(role: DemoRole, day: Date) {
  if (role.checkedDaysAgo === null) return [];
  const checkedAt = instant(day.getTime() - role.checkedDaysAgo * DAY_MS);
  return FACTS.map(([fact, subjectType]) => ({
    id: demoId(`check:${role.id}:${fact}`),
    subjectType,
    subjectId: subjectType === 'location' ? role.site.id : role.id,
    fact,
    outcome: 'confirmed',
    checkedBy: 'staff',
    method: 'call',
    checkedAt,
  }));
}

/** Rows of the plan's own networks and the invented directory. Running it again changes nothing. */
export async function seedDirectory(
  db: PrismaClient,
): Promise<{ organizations: number; sites: number; people: number; entries: number }> {
  const day = instant(DEMO_DAY);
  const organizations = buildDemoDirectory();
  const roles = organizations.flatMap((organization) => organization.roles.map((role) => ({ organization, role })));
  const sites = organizations.flatMap((organization) => organization.sites.map((site) => ({ organization, site })));
  const networkIds = new Map(NETWORKS.map(({ key, id }) => [key, id]));
  const people = roles.flatMap(({ role }) => practitionerRow(role, day));
  await seedPlan(db, day);
  await seedAreas(db, organizations, day);
  await seedParents(db, day);
  await insertInParts(organizations, (part) =>
    db.organization.createMany({ data: part.map((row) => organizationRow(row, day)), skipDuplicates: true }),
  );
  await insertInParts(sites, (part) =>
    db.location.createMany({
      data: part.map(({ organization, site }) => locationRow(organization, site, day)),
      skipDuplicates: true,
    }),
  );
  await insertInParts(sites, (part) =>
    db.healthcareService.createMany({
      data: part.map(({ organization, site }) => serviceRow(organization, site, day)),
      skipDuplicates: true,
    }),
  );
  await insertInParts(people, (part) => db.practitioner.createMany({ data: part, skipDuplicates: true }));
  await insertInParts(roles, (part) =>
    db.practitionerRole.createMany({
      data: part.map(({ organization, role }) => roleRow(organization, role, day)),
      skipDuplicates: true,
    }),
  );
  await insertInParts(
    roles.flatMap(({ role }) =>
      role.networks.map(({ key, accepting }) => ({ roleId: role.id, networkId: networkIds.get(key) ?? '', accepting })),
    ),
    (part) => db.roleNetwork.createMany({ data: part, skipDuplicates: true }),
  );
  await insertInParts(
    roles.flatMap(({ role }) => checkRows(role, day)),
    (part) => db.factCheck.createMany({ data: part, skipDuplicates: true }),
  );
  await seedAffiliations(db, organizations, day);
  const entries = await rebuildEntries(
    db,
    roles.map(({ role }) => role.id),
  );
  return { organizations: organizations.length, sites: sites.length, people: people.length, entries };
}
