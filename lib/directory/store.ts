import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/client';
import { facetsOf } from './facets';
import type { CheckedFact, OpeningHours, PractitionerRoleCard, PractitionerRoleId, ProviderDetail, VisitMode } from './model';

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

const HoursSchema = z.array(
  z.object({
    daysOfWeek: z.array(z.string()).default([]),
    allDay: z.boolean().default(false),
    openingTime: z.string().optional(),
    closingTime: z.string().optional(),
  }),
);

/** Stored by importers too, so checked on the way out; unreadable hours count as not given. */
function openingHours(json: unknown): readonly OpeningHours[] {
  const parsed = HoursSchema.safeParse(json);
  return parsed.success ? (parsed.data as readonly OpeningHours[]) : [];
}

const FACTS = ['phone', 'address', 'network', 'accepting'] as const;

async function listChecked(db: Db, subjectIds: readonly string[]): Promise<readonly CheckedFact[]> {
  const rows = await db.factCheck.groupBy({
    by: ['fact'],
    where: { subjectId: { in: [...subjectIds] }, outcome: 'confirmed', fact: { in: [...FACTS] } },
    _max: { checkedAt: true },
  });
  return FACTS.map((fact) => ({ fact, on: rows.find((row) => row.fact === fact)?._max.checkedAt ?? null }));
}

export async function findProviderDetail(db: Db, id: string): Promise<ProviderDetail | null> {
  const row = await readRole(db, id);
  if (!row) return null;
  const [networks, checked, others] = await Promise.all([
    db.roleNetwork.findMany({ where: { roleId: id }, select: { networkId: true, accepting: true } }),
    listChecked(db, [id, ...(row.locationId ? [row.locationId] : [])]),
    row.locationId
      ? db.directoryEntry.findMany({
          where: { locationId: row.locationId, roleId: { not: id }, hiddenAt: null },
          select: { roleId: true, displayName: true },
          orderBy: { displayName: 'asc' },
          take: 8,
        })
      : [],
  ]);
  return {
    ...toCard(row),
    website: row.organization.website,
    npi: row.practitioner?.npi ?? row.organization.npi,
    hours: openingHours(row.location?.hoursOfOperation),
    networks,
    checked,
    others: others.map(({ roleId, displayName }) => ({ id: roleId, displayName })),
  };
}
