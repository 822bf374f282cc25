import type { FhirObject } from '@/lib/fhir/model';
import type { ReportBuilder } from './report';

export interface PlanNetFile {
  readonly name: string;
  /** NDJSON: one resource a line; or a Bundle as a whole. */
  readonly text: string;
}

export interface ReadResource {
  readonly file: string;
  readonly line: number;
  readonly raw: string;
  readonly resource: FhirObject;
  /** `Type/id` in the source. */
  readonly key: string;
}

interface Line {
  readonly line: number;
  readonly raw: string;
  readonly resource: FhirObject | null;
}

/** Every usable resource once; what cannot be read goes to the report with the reason. */
export function readFiles(files: readonly PlanNetFile[], types: ReadonlySet<string>, report: ReportBuilder): ReadResource[] {
  const byKey = new Map<string, ReadResource>();
  for (const file of files) for (const line of linesOf(file)) readLine(file.name, line, types, byKey, report);
  return [...byKey.values()];
}

function readLine(
  file: string,
  { line, raw, resource }: Line,
  types: ReadonlySet<string>,
  byKey: Map<string, ReadResource>,
  report: ReportBuilder,
): void {
  const type = typeof resource?.resourceType === 'string' ? resource.resourceType : 'unknown';
  report.count(type, 'read');
  const fault = faultOf(resource, type, types);
  if (fault || !resource) {
    if (fault) report.reject(type, { file, line, raw, ...fault });
    return;
  }
  const key = `${type}/${resource.id}`;
  const earlier = byKey.get(key);
  if (earlier) {
    report.merge(
      type,
      earlier.raw === raw ? 'the same resource twice' : 'a later version of the same resource; the later one is used',
    );
  }
  byKey.set(key, { file, line, raw, resource, key });
}

function faultOf(resource: FhirObject | null, type: string, types: ReadonlySet<string>) {
  if (!resource) return { field: '', why: 'Not a JSON object', fix: 'Put one resource on each line, as JSON' };
  if (!types.has(type)) {
    return { field: 'resourceType', why: 'Not a type of the directory', fix: `Use one of ${[...types].join(', ')}` };
  }
  if (typeof resource.id === 'string' && resource.id !== '') return null;
  return { field: 'id', why: 'The resource has no id', fix: 'Give each resource the id it has in the source' };
}

function* linesOf(file: PlanNetFile): Generator<Line> {
  const whole = file.text.trimStart().startsWith('{') ? parseObject(file.text) : null;
  if (whole?.resourceType === 'Bundle') {
    for (const [index, entry] of ((whole.entry ?? []) as FhirObject[]).entries()) {
      yield {
        line: index + 1,
        raw: JSON.stringify(entry.resource ?? null),
        resource: (entry.resource ?? null) as FhirObject | null,
      };
    }
    return;
  }
  for (const [index, raw] of file.text.split('\n').entries()) {
    if (raw.trim() !== '') yield { line: index + 1, raw, resource: parseObject(raw) };
  }
}

function parseObject(text: string): FhirObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FhirObject) : null;
  } catch {
    return null;
  }
}
