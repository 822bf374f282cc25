import { FHIR_JSON, type FhirObject } from './model';
import type { ResourceDefinition, SearchParam } from './registry/model';
import { includeName, listIncludes, listRevIncludes, REGISTRY } from './registry/registry';

const COMMON: readonly { name: string; type: string; definition: string }[] = [
  { name: '_id', type: 'token', definition: 'http://hl7.org/fhir/SearchParameter/Resource-id' },
  { name: '_lastUpdated', type: 'date', definition: 'http://hl7.org/fhir/SearchParameter/Resource-lastUpdated' },
];

/** FHIR's name for the kind of a parameter. */
const TYPE_OF: Readonly<Record<SearchParam['kind'], string>> = {
  string: 'string',
  token: 'token',
  reference: 'reference',
  date: 'date',
  near: 'special',
};

export interface CapabilityInput {
  readonly base: string;
  readonly publisher: string;
  readonly portal: string;
  /** Day of the software: `YYYY-MM-DD`. */
  readonly date: string;
  /** Further resources, such as the scheduling ones. */
  readonly others?: readonly FhirObject[];
  readonly operations?: readonly FhirObject[];
}

/** What this server can do, written from the registry that the router runs on. */
export function capabilityStatement({
  base,
  publisher,
  portal,
  date,
  others = [],
  operations = [],
}: CapabilityInput): FhirObject {
  return {
    resourceType: 'CapabilityStatement',
    id: 'portal',
    url: `${base}/metadata`,
    version: '1.0.0',
    name: 'CareAccessDirectory',
    title: `${portal}: provider directory and open times`,
    status: 'active',
    date,
    publisher,
    description: 'Public provider directory (42 CFR 431.70, 438.242(b)(6)): no sign-in, no record of who asked.',
    kind: 'instance',
    instantiates: ['http://hl7.org/fhir/us/davinci-pdex-plan-net/CapabilityStatement/plan-net'],
    software: { name: portal },
    implementation: { description: portal, url: base },
    fhirVersion: '4.0.1',
    format: [FHIR_JSON, 'json'],
    implementationGuide: ['http://hl7.org/fhir/us/davinci-pdex-plan-net/ImplementationGuide/hl7.fhir.us.davinci-pdex-plan-net'],
    rest: [
      {
        mode: 'server',
        documentation:
          'Parameters are combined with AND, comma lists with OR; references can be chained and reversed (_has). Unknown parameters are left out and reported, or refused with Prefer: handling=strict.',
        security: { cors: true, description: 'Reading needs no authentication.' },
        resource: [...REGISTRY.map(resourceEntry), ...others],
        interaction: [],
        searchParam: COMMON.map((param) => ({ ...param })),
        operation: [{ name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export' }, ...operations],
      },
    ].map(({ interaction: _none, ...rest }) => rest),
  };
}

function resourceEntry(definition: ResourceDefinition): FhirObject {
  return {
    type: definition.type,
    supportedProfile: [...definition.profiles],
    interaction: [{ code: 'read' }, { code: 'vread', documentation: 'The current version only.' }, { code: 'search-type' }],
    versioning: 'versioned',
    readHistory: false,
    conditionalRead: 'not-match',
    referencePolicy: ['resolves', 'local'],
    searchInclude: listIncludes(definition).map(includeName),
    searchRevInclude: listRevIncludes(definition).map(includeName),
    searchParam: [
      ...COMMON.map((param) => ({ ...param })),
      ...definition.params.map(({ name, definition: url, kind }) => ({ name, definition: url, type: TYPE_OF[kind] })),
    ],
  };
}
