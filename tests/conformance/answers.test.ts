import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '../support/database';
import { fhir, type Json, type Resource, searchAll } from './client';
import { valuesAt } from './matching';

const database = useTestDatabase('seeded');

describe('nearness', () => {
  const here = { lat: 35.2621, lon: -81.1873 };
  const miles = (lat: number, lon: number): number => {
    const rad = Math.PI / 180;
    const half =
      Math.sin(((lat - here.lat) * rad) / 2) ** 2 +
      Math.cos(lat * rad) * Math.cos(here.lat * rad) * Math.sin(((lon - here.lon) * rad) / 2) ** 2;
    return 2 * 3958.7613 * Math.asin(Math.sqrt(half));
  };
  const milesOf = (resource: Resource): number => {
    const { latitude, longitude } = (resource.position ?? { latitude: 90, longitude: 0 }) as {
      latitude: number;
      longitude: number;
    };
    return miles(latitude, longitude);
  };

  it('finds exactly the places within the distance, nearest first, over all pages', async () => {
    const all = (await searchAll('Location', [])).matches.filter((one) => milesOf(one) <= 20);
    const expected = all.sort((a, b) => milesOf(a) - milesOf(b)).map(({ id }) => id);
    const found: string[] = [];
    let url = `Location?near=${here.lat}|${here.lon}|20|[mi_i]&_count=7`;
    while (url) {
      const { body } = await fhir(url);
      found.push(...(valuesAt(body, 'entry.resource.id') as string[]));
      url = String((valuesAt(body, 'link') as Json[]).find(({ relation }) => relation === 'next')?.url ?? '');
    }
    expect(found.length).toBeGreaterThan(20);
    expect(found).toEqual(expected);
  });

  it('orders roles by their nearest place when it is chained', async () => {
    const places = new Map((await searchAll('Location', [])).matches.map((one) => [`Location/${one.id}`, milesOf(one)]));
    const far = (role: Resource) =>
      Math.min(...valuesAt(role, 'location.reference').map((ref) => places.get(String(ref)) ?? 99_999));
    const { matches } = await searchAll('PractitionerRole', [['location.near', `${here.lat}|${here.lon}|15|[mi_i]`]]);
    const expected = (await searchAll('PractitionerRole', [])).matches.filter((role) => far(role) <= 15);
    expect(matches.length).toBe(expected.length);
    expect(matches.length).toBeGreaterThan(20);
    const distances = matches.map(far);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });
});

describe('versions', () => {
  it('count with each change, and a client that has one is told so', async () => {
    const [first] = (await searchAll('Practitioner', [['_sort', '_id']])).matches;
    const path = `Practitioner/${first?.id}`;
    const before = await fhir(path);
    const etag = before.headers.get('etag') ?? '';
    expect(etag).toBe('W/"1"');
    const same = await fhir(path, { headers: { 'If-None-Match': etag } });
    expect([same.status, same.text]).toEqual([304, '']);
    await database.asApp(`UPDATE practitioner SET prefix = 'Dr.' WHERE id = $1`, [first?.id]);
    const after = await fhir(path, { headers: { 'If-None-Match': etag } });
    expect([after.status, after.headers.get('etag')]).toEqual([200, 'W/"2"']);
    const since = (before.body.meta as Json).lastUpdated;
    const changed = await searchAll('Practitioner', [['_lastUpdated', `gt${since}`]]);
    expect(changed.matches.map(({ id }) => id)).toContain(first?.id);
  });

  it('end with 410 when a row is no longer listed', async () => {
    const [first] = (await searchAll('HealthcareService', [])).matches;
    await database.asOwner('UPDATE healthcare_service SET active = false WHERE id = $1', [first?.id]);
    expect((await fhir(`HealthcareService/${first?.id}`)).status).toBe(410);
    expect((await searchAll('HealthcareService', [['_id', first?.id ?? '']])).matches).toEqual([]);
  });
});

describe('bulk export', () => {
  it('gives every resource of a type once, as NDJSON', async () => {
    const started = await fhir('$export?_type=Location,Endpoint', { headers: { Prefer: 'respond-async' } });
    expect(started.status).toBe(202);
    const manifest = await fhir(started.headers.get('content-location') ?? '');
    expect(manifest.body).toMatchObject({ requiresAccessToken: false, error: [] });
    const [places] = (valuesAt(manifest.body, 'output') as Json[]).filter(({ type }) => type === 'Location');
    const file = await fhir(String(places?.url));
    expect(file.headers.get('content-type')).toBe('application/fhir+ndjson');
    const lines = file.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Resource);
    expect(lines).toEqual((await searchAll('Location', [])).matches);
  });

  it('refuses what it does not know', async () => {
    expect((await fhir('$export?_type=Patient')).status).toBe(400);
    expect((await fhir('$export?_outputFormat=csv')).status).toBe(400);
    expect((await fhir('$export/abc')).status).toBe(404);
  });
});

describe('packing', () => {
  it('is left to the server: no answer claims or has an encoding of its own', async () => {
    for (const path of ['Location?_count=50', '$bulk-publish/Location.ndjson']) {
      const answer = await fhir(path, { headers: { 'Accept-Encoding': 'br, gzip' } });
      expect([answer.headers.get('content-encoding'), answer.text.startsWith('{"resourceType"')]).toEqual([null, true]);
    }
    const whole = await fhir('Location?_count=50');
    const same = await fhir('Location?_count=50', { headers: { 'If-None-Match': whole.headers.get('etag') ?? '' } });
    expect([same.status, same.text]).toEqual([304, '']);
  });
});

describe('privacy', () => {
  it('sets no cookie and depends on none', async () => {
    const answer = await fhir('Location?_count=1', { headers: { Cookie: 'a=b', Authorization: 'Bearer x' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});
