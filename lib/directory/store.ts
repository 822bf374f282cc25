import 'server-only';
import type { Db } from '@/lib/db/client';
import { facetsOf } from './facets';
import type { PractitionerRoleCard, PractitionerRoleId, VisitMode } from './model';

const ROLE_CARD = { practitioner: true, organization: true, location: true } as const;

type RoleRow = NonNullable<Awaited<ReturnType<typeof readRole>>>;

function readRole(db: Db, id: string) {
  return db.practitionerRole.findFirst({ where: { id, active: true }, include: ROLE_CARD });
}

function practitionerName(row: RoleRow): string | null {
  const person = row.practitioner;
  if (!person) return null;
  const name = [...person.given.slice(0, 1), person.family].join(' ');
  return person.credentials ? `${name}, ${person.credentials}` : name;
}

function toCard(row: RoleRow): PractitionerRoleCard {
  const site = row.location;
  const person = practitionerName(row);
  return {
    id: row.id as PractitionerRoleId,
    displayName: person ?? row.organization.name,
    organizationName: row.organization.name,
    practitionerName: person,
    line1: site?.line1 ?? null,
    line2: site?.line2 ?? null,
    city: site?.city ?? null,
    state: site?.state ?? null,
    zip: site?.zip ?? null,
    countyFips: site?.countyFips ?? null,
    lat: site?.lat ?? null,
    lon: site?.lon ?? null,
    zone: site?.zone ?? 'America/New_York',
    phone: row.phone ?? site?.phone ?? row.organization.phone,
    modes: facetsOf(row.tags, 'mode').map((option) => option.key as VisitMode),
    languages: facetsOf(row.tags, 'language').flatMap((option) => option.bcp47 ?? []),
    tags: row.tags,
    demonstration: row.demonstration,
  };
}

export async function findRoleCard(db: Db, id: string): Promise<PractitionerRoleCard | null> {
  const row = await readRole(db, id);
  return row ? toCard(row) : null;
}
