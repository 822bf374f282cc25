import type { Json, JsonValue, Resource } from './client';
import type { ParamDefinition } from './matrix';

/** All values at a dotted path, lists opened on the way. `extension.where(url='…')` gives the extension's value. */
export function valuesAt(holder: JsonValue | undefined, path: string): JsonValue[] {
  const where = /^(.*)\.where\(url='([^']+)'\)$/.exec(path);
  if (where) {
    return valuesAt(holder, where[1] ?? '')
      .filter((extension) => (extension as Json).url === where[2])
      .flatMap((extension) => (extension as Json).valueReference ?? []);
  }
  let values: JsonValue[] = holder === undefined ? [] : [holder];
  for (const part of path.split('.')) {
    values = values.flatMap((value) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
      const inner = value[part];
      return inner === undefined ? [] : Array.isArray(inner) ? inner : [inner];
    });
  }
  return values;
}

const withoutType = (path: string, type: string): string => path.replace(new RegExp(`^(${type}|Resource)\\.`), '');

/** The elements of a resource that a parameter looks at. */
export function elementsOf(definition: ParamDefinition, resource: Resource): JsonValue[] {
  return definition.paths.flatMap((path) => valuesAt(resource, withoutType(path, resource.resourceType)));
}

const text = (value: JsonValue | undefined): string[] => (typeof value === 'string' ? [value] : []);
const texts = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.flatMap(text) : text(value));

/** Texts that the kit compares for addresses and names. */
function stringsOf(definition: ParamDefinition, element: JsonValue): string[] {
  if (typeof element === 'string') return [element];
  const object = element as Json;
  if (definition.type === 'Address')
    return [object.text, object.city, object.state, object.postalCode, object.country].flatMap(text);
  return [object.text, object.family, object.given, object.prefix, object.suffix].flatMap(texts);
}

/** Search values that an element offers, as the kit would take them: the plain one first. */
export function searchValues(definition: ParamDefinition, element: JsonValue): string[] {
  switch (definition.type) {
    case 'Reference':
      return text((element as Json).reference);
    case 'CodeableConcept':
      return (
        ((element as Json).coding as Json[] | undefined)?.flatMap(({ system, code }) => [String(code), `${system}|${code}`]) ?? []
      );
    case 'Identifier':
      return [`${(element as Json).system ?? ''}|${(element as Json).value}`].map((value) => value.replace(/^\|/, ''));
    case 'Address':
      // Not the whole text: the kit takes one part.
      return [(element as Json).city, (element as Json).state, (element as Json).postalCode, (element as Json).text].flatMap(
        text,
      );
    case 'HumanName':
      return [(element as Json).family, (element as Json).given].flatMap(texts);
    default:
      return text(element);
  }
}

/** Does a resource fit a search value by the kit's rules? */
export function fits(definition: ParamDefinition, resource: Resource, value: string): boolean {
  return elementsOf(definition, resource).some((element) => elementFits(definition, element, value));
}

function elementFits(definition: ParamDefinition, element: JsonValue, value: string): boolean {
  switch (definition.type) {
    case 'Reference':
      return String((element as Json).reference ?? '').endsWith(value.includes('/') ? value : `/${value}`);
    case 'CodeableConcept': {
      const [system, code] = value.includes('|') ? value.split('|') : [undefined, value];
      const coding = ((element as Json).coding ?? []) as Json[];
      return coding.some(
        (one) => String(one.code).toLowerCase() === code?.toLowerCase() && (system === undefined || one.system === system),
      );
    }
    case 'Identifier':
      return value === `${(element as Json).system ?? ''}|${(element as Json).value}` || value === (element as Json).value;
    case 'token':
      return element === value;
    case 'date':
      return Date.parse(String(element)) === Date.parse(value);
    default:
      return stringsOf(definition, element).some((part) => part.toLowerCase().startsWith(value.toLowerCase()));
  }
}

/** FHIR's escapes for a value that is not itself a list or a token with a system. */
export const escaped = (definition: ParamDefinition, value: string): string =>
  ['string', 'Address', 'HumanName'].includes(definition.type) ? value.replace(/[\\,|$]/g, '\\$&') : value;
