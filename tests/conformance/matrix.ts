import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Where the Plan-Net sample and the test matrix lie: beside the repository, or where PORTAL_DATA_DIR says. */
export function planNetData(): string | null {
  const candidates = [process.env.PORTAL_DATA_DIR, path.join(ROOT, '../shared/data'), path.join(ROOT, '../../shared/data')];
  const found = candidates.find((dir) => dir && fs.existsSync(path.join(dir, 'plan-net', MATRIX)));
  return found ? path.join(found, 'plan-net') : null;
}

const MATRIX = 'inferno_plan_net_v1.1.0_test_matrix.json';

export interface ParamDefinition {
  readonly type: 'Reference' | 'token' | 'date' | 'string' | 'CodeableConcept' | 'Identifier' | 'Address' | 'HumanName';
  readonly paths: readonly string[];
  readonly chains: readonly string[];
}

export interface Group {
  readonly resource: string;
  readonly profile: string;
  readonly searches: readonly { readonly params: readonly string[] }[];
  readonly definitions: Readonly<Record<string, ParamDefinition>>;
  readonly include: readonly string[];
  readonly revinclude: readonly string[];
  readonly must_support: {
    readonly extensions: readonly { readonly id: string; readonly path: string; readonly url: string | null }[];
    readonly slices: readonly { readonly slice: string; readonly path: string }[];
    readonly elements: readonly string[];
  };
  readonly mandatory: readonly string[];
}

export interface Matrix {
  readonly groups: readonly Group[];
  readonly tests: readonly { readonly group: string; readonly test: string; readonly kind: string; readonly title: string }[];
}

/** The Inferno Plan-Net kit's generated cases, re-tabulated (Apache-2.0 facts). */
export function readMatrix(dir: string): Matrix {
  return JSON.parse(fs.readFileSync(path.join(dir, MATRIX), 'utf8')) as Matrix;
}

/** `Organization` or `Network`: the two profiles of one type are two groups. */
export const groupName = ({ profile }: Group): string => profile.slice(profile.lastIndexOf('-') + 1);

/** Reverse chains and combinations of the kit: which base, through what, asking what. */
export const REVERSE_CHAINS: readonly {
  readonly group: string;
  readonly source: string;
  readonly reference: string;
  readonly param: string;
}[] = [
  ...['location', 'network', 'specialty', 'role'].map((param) => ({
    group: 'Practitioner',
    source: 'PractitionerRole',
    reference: 'practitioner',
    param,
  })),
  ...['location', 'network', 'specialty'].map((param) => ({
    group: 'Organization',
    source: 'OrganizationAffiliation',
    reference: 'participating-organization',
    param,
  })),
  { group: 'Organization', source: 'InsurancePlan', reference: 'owned-by', param: 'coverage-area' },
  { group: 'Location', source: 'InsurancePlan', reference: 'coverage-area', param: 'owned-by' },
  { group: 'Network', source: 'PractitionerRole', reference: 'network', param: 'location' },
];
