import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

const HEADING =
  'source,source_row,name1,name2,street1,street2,city,state,zip,zip4,county,phone,intake_prompt,intake1,intake2,website,latitude,longitude';

/**
 * A locator's table of so many places: the real ones of the whole country, again and again under other house numbers.
 * @returns the file
 */
export function writePlaces(data: string, count: number): string {
  const columns = HEADING.split(',');
  const real = (['mental_health', 'substance_use'] as const).flatMap((survey) => {
    const packed = fs.readFileSync(path.join(data, 'providers', `samhsa_${survey}_facilities_us.csv.gz`));
    const places = parse(gunzipSync(packed), { columns: true }) as Record<string, string>[];
    return places.map((place) => ({ ...place, source: survey === 'mental_health' ? 'MH' : 'SU' }));
  });
  const lines = Array.from({ length: count }, (_, at) => {
    const place: Record<string, string> = { ...real[at % real.length], source_row: String(at) };
    place.street1 = `${Math.floor(at / real.length)}${place.street1}`;
    return columns.map((column) => `"${(place[column] ?? '').replaceAll('"', '""')}"`).join(',');
  });
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'places-')), 'places.csv');
  fs.writeFileSync(file, [HEADING, ...lines].join('\n'));
  return file;
}
