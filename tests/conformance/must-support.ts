import type { Json, Resource } from './client';
import { valuesAt } from './matching';
import { type Group, groupName } from './matrix';

/** Must-support elements, extensions and slices that no instance shows. */
export function missingMustSupport(group: Group, instances: readonly Resource[]): string[] {
  const wanted = group.must_support;
  const shown = (path: string) => instances.some((resource) => valuesAt(resource, path).length > 0);
  // The kit asks for Network.telecom, which both versions of the profile forbid (0..0).
  const forbidden = groupName(group) === 'Network' ? ['telecom'] : [];
  const elements = wanted.elements.filter((path) => !shown(path) && !forbidden.includes(path));
  const extensions = wanted.extensions.filter(({ id, path, url }) => {
    const key = url ?? id.slice(id.lastIndexOf(':') + 1);
    return !instances.some((resource) => valuesAt(resource, path).some((extension) => (extension as Json).url === key));
  });
  const npi = wanted.slices.filter(
    () => !instances.some((resource) => valuesAt(resource, 'identifier.system').includes('http://hl7.org/fhir/sid/us-npi')),
  );
  return [...elements, ...extensions.map(({ id }) => id), ...npi.map(({ slice }) => slice)];
}
