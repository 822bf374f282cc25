import type { FhirObject } from './model';
import data from './parameters/code-systems.json';

const PLAN_NET_CS = 'http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem';

export const SYSTEMS = {
  acceptingPatients: `${PLAN_NET_CS}/AcceptingPatientsCS`,
  accessibility: `${PLAN_NET_CS}/AccessibilityCS`,
  affiliationRole: `${PLAN_NET_CS}/OrganizationAffiliationRoleCS`,
  deliveryMethod: `${PLAN_NET_CS}/DeliveryMethodCS`,
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  language: 'urn:ietf:bcp:47',
  languageProficiency: `${PLAN_NET_CS}/LanguageProficiencyCS`,
  locationType: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
  npi: 'http://hl7.org/fhir/sid/us-npi',
  nucc: 'http://nucc.org/provider-taxonomy',
  organizationRole: 'http://hl7.org/fhir/organization-role',
  organizationType: `${PLAN_NET_CS}/OrgTypeCS`,
  planType: `${PLAN_NET_CS}/InsurancePlanTypeCS`,
  practitionerRole: `${PLAN_NET_CS}/ProviderRoleCS`,
  productType: `${PLAN_NET_CS}/InsuranceProductTypeCS`,
  serviceCategory: `${PLAN_NET_CS}/HealthcareServiceCategoryCS`,
  serviceType: 'http://terminology.hl7.org/CodeSystem/service-type',
  state: 'https://www.usps.com/',
  virtualModality: `${PLAN_NET_CS}/VirtualModalitiesCS`,
} as const;

const displays = data.systems as Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The published display of a code, or undefined. */
export function findDisplay(system: string, code: string): string | undefined {
  const codes = Object.hasOwn(displays, system) ? displays[system] : undefined;
  return codes && Object.hasOwn(codes, code) ? codes[code] : undefined;
}

/** A Coding; `stored` is a code of `system`, or `other-system|code`. */
export function coding(system: string, stored: string): FhirObject {
  const bar = stored.lastIndexOf('|');
  const [from, code] = bar < 0 ? [system, stored] : [stored.slice(0, bar), stored.slice(bar + 1)];
  const display = findDisplay(from, code);
  return { system: from, code, ...(display === undefined ? {} : { display }) };
}

export function concept(system: string, stored: string): FhirObject {
  return { coding: [coding(system, stored)] };
}
