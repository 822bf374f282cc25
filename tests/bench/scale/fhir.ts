import { db } from '@/lib/db/client';
import { listZips } from '@/lib/directory/places';
import { answerFhir } from '@/lib/fhir/router';
import { pickOf, type ScaleRung, zipOf } from './model';

/** Through the router as the route calls it: parsing, search, mapping, JSON. */
async function ask(path: string): Promise<string> {
  const url = new URL(`http://localhost:3000/fhir/R4/${path}`);
  const response = await answerFhir(new Request(url), url.pathname.replace('/fhir/R4/', '').split('/'));
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} for ${path}: ${text.slice(0, 200)}`);
  return text;
}

const NAMES = [
  'Smith',
  'Ramirez',
  'Peña',
  'Abernathy',
  'Barbergs',
  'Nguyen',
  'Dalanwood',
  'Whit',
  'Mendoza',
  'Wilmanson',
  'Xi',
  'Okaf',
];
const SPECIALTIES = ['1041C0700X', '2084P0800X', '103K00000X', '101YA0400X', '363LP0808X', '2084A0401X'];
const TARGET = () => 100;

let locations: string[] = [];
async function someLocation(index: number): Promise<string> {
  if (locations.length === 0) {
    const rows = await db().location.findMany({
      where: { line1: { not: null } },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: 500,
    });
    locations = rows.map(({ id }) => id);
  }
  return pickOf(locations, index);
}

const places = new Map(listZips().map((zip) => [zip.zip, zip]));
function nearOf(index: number, miles: number): string {
  const { lat, lon } = places.get(zipOf(index)) ?? { lat: 35.2, lon: -81.2 };
  return `${lat}%7C${lon}%7C${miles}%7C[mi_i]`;
}

export const SCALE_FHIR: readonly ScaleRung[] = [
  {
    id: 'fhir-name',
    title: 'Practitioner by name',
    ask: (i) => ask(`Practitioner?name=${encodeURIComponent(pickOf(NAMES, i))}&_count=20`),
    p95AtMost: TARGET,
  },
  {
    id: 'fhir-org',
    title: 'Organization by name',
    ask: (i) => ask(`Organization?name=${encodeURIComponent(pickOf(NAMES, i))}&_count=20`),
    p95AtMost: TARGET,
  },
  {
    id: 'fhir-place',
    title: 'PractitionerRole by specialty and location',
    ask: async (i) =>
      ask(`PractitionerRole?specialty=${pickOf(SPECIALTIES, i)}&location=Location/${await someLocation(i)}&_count=20`),
    p95AtMost: TARGET,
  },
  {
    id: 'fhir-near',
    title: 'Location near, 25 miles',
    ask: (i) => ask(`Location?near=${nearOf(i, 25)}&_count=20`),
    p95AtMost: TARGET,
  },
  {
    id: 'fhir-role-near',
    title: 'PractitionerRole by specialty near, 25 miles',
    ask: (i) => ask(`PractitionerRole?specialty=${pickOf(SPECIALTIES, i)}&location.near=${nearOf(i, 25)}&_count=20`),
    p95AtMost: TARGET,
  },
];
