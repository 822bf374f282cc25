import 'server-only';
import type { FhirJson, FhirObject } from '@/lib/fhir/model';
import { runningSha256, sha256 } from '@/lib/ids';
import type { Batch } from './batch';
import type { RowFault } from './faults';
import { type FhirLine, readFhirLines } from './fhir-lines';
import { hashed, type ImportFile, UnknownFormat } from './import-file';
import { openResourceStage, orderResources, type StagedResource, stageResources } from './store-resource-stage';

/** Resources that go to the database together; for the size see store.ts. */
const STEP = 200;

/** What must be known of all resources before the first is written: keys alone, the resources stay in the database. */
export interface ReadResources {
  readonly keys: ReadonlySet<string>;
  /** For places and services: the organization that runs them. */
  readonly runBy: ReadonlyMap<string, FhirJson>;
  readonly sha256: string;
}

/** Stages every usable resource once; what cannot be read goes to the report with the reason. @throws UnknownFormat */
export async function stageFiles(batch: Batch, files: readonly ImportFile[], types: ReadonlySet<string>): Promise<ReadResources> {
  await openResourceStage(batch.tx);
  const reader = new Reader(batch, types);
  const hash = runningSha256();
  for (const file of files) {
    for await (const line of readFhirLines(hashed(file, hash))) await reader.take(file.name, line);
  }
  return { ...(await reader.finish()), sha256: hash.end() };
}

const referenceOf = (value: FhirJson | undefined): string | undefined => {
  const reference = (value as FhirObject | undefined)?.reference;
  return typeof reference === 'string' ? reference.split('/').slice(-2).join('/') : undefined;
};

class Reader {
  /** Key → hash of the resource, to tell a repeat from another version. */
  private readonly seen = new Map<string, string>();
  private readonly partOf = new Map<string, string>();
  private readonly runBy = new Map<string, FhirJson>();
  private chunk = new Map<string, StagedResource>();
  private read = 0;

  constructor(
    private readonly batch: Batch,
    private readonly types: ReadonlySet<string>,
  ) {}

  async take(file: string, { line, raw, resource }: FhirLine): Promise<void> {
    const { report, deps, flushRejections } = this.batch;
    const type = typeof resource?.resourceType === 'string' ? resource.resourceType : 'unknown';
    this.read += 1;
    report.count(type, 'read');
    deps.onProgress?.('reading rows', 1, deps.rowsGuessed ?? 0);
    const fault = faultOf(resource, raw, type, this.types);
    if (fault || !resource) {
      if (fault) report.reject(type, { file, line, raw: raw.replaceAll('\u0000', '\uFFFD'), ...fault });
      return flushRejections();
    }
    const key = `${type}/${resource.id}`;
    this.note(key, type, raw, resource);
    this.chunk.set(key, { seq: this.read, type, key, file, line, raw });
    if (this.chunk.size >= STEP) await this.send();
  }

  private note(key: string, type: string, raw: string, resource: FhirObject): void {
    const [hash, earlier] = [sha256(raw), this.seen.get(key)];
    if (earlier !== undefined) {
      const same = 'the same resource twice';
      this.batch.report.merge(type, earlier === hash ? same : 'a later version of the same resource; the later one is used');
    }
    this.seen.set(key, hash);
    const parent = referenceOf(resource.partOf);
    if (parent) this.partOf.set(key, parent);
    else this.partOf.delete(key);
    const runner = resource.managingOrganization ?? resource.providedBy;
    if (runner && (type === 'Location' || type === 'HealthcareService')) this.runBy.set(key, runner);
    else this.runBy.delete(key);
  }

  private async send(): Promise<void> {
    await stageResources(this.batch.tx, [...this.chunk.values()]);
    this.chunk = new Map();
  }

  async finish(): Promise<Omit<ReadResources, 'sha256'>> {
    if (this.read === 0) throw new UnknownFormat('The file is empty.');
    await this.send();
    await orderResources(this.batch.tx, depthsOf(this.partOf));
    return { keys: new Set(this.seen.keys()), runBy: this.runBy };
  }
}

/** How many stand above each, so that a row comes after the one it is part of. A circle ends where it comes back. */
function depthsOf(partOf: ReadonlyMap<string, string>): { key: string; depth: number }[] {
  return [...partOf.keys()].map((key) => {
    const above = new Set([key]);
    for (let next = partOf.get(key); next && !above.has(next); next = partOf.get(next)) above.add(next);
    return { key, depth: above.size };
  });
}

function faultOf(resource: FhirObject | null, raw: string, type: string, types: ReadonlySet<string>): RowFault | null {
  if (!resource) return { field: '', fault: 'notJson' };
  if (!types.has(type)) {
    return { field: 'resourceType', fault: 'resourceType', values: { options: [...types].join(', ') } };
  }
  if (typeof resource.id !== 'string' || resource.id === '') {
    return { field: 'id', fault: 'noId' };
  }
  // PostgreSQL keeps no text with this sign in it.
  return raw.includes('\\u0000') ? { field: '', fault: 'nulSign' } : null;
}
