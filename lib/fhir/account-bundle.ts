import { toFhirAppointment } from '@/lib/scheduling/fhir';
import type { AppointmentView } from '@/lib/scheduling/model';
import type { FhirObject } from './model';

/** What of an account goes into its FHIR form. */
export interface BundleInput {
  readonly origin: string;
  readonly exportedAt: Date;
  readonly account: {
    readonly id: string;
    readonly locale: string;
    readonly profile: { readonly firstName?: string | undefined };
    readonly addresses: readonly { readonly kind: 'email' | 'phone'; readonly text: string }[];
  };
  readonly appointments: readonly AppointmentView[];
  readonly delegates: readonly { readonly id: string; readonly relation: string; readonly status: string }[];
}

/** HL7 v3 RoleCode of each relation. */
const RELATIONS: Readonly<Record<string, string>> = { parent: 'PRN', guardian: 'GUARD', helper: 'FRND' };
const ROLE_CODES = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';

/** A member's own record as a FHIR R4 collection: Patient, Appointment, RelatedPerson (45 CFR 164.524(c)(2)). */
export function toAccountBundle(input: BundleInput): FhirObject {
  const { origin, exportedAt, account, appointments, delegates } = input;
  const patient = `Patient/${account.id}`;
  const resources: (FhirObject & { resourceType: string; id: string })[] = [
    {
      resourceType: 'Patient',
      id: account.id,
      active: true,
      ...(account.profile.firstName ? { name: [{ use: 'usual', given: [account.profile.firstName] }] } : {}),
      telecom: account.addresses.map(({ kind, text }) => ({ system: kind, value: text })),
      communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: account.locale }] }, preferred: true }],
    },
    ...appointments.map((visit) => ({
      ...toFhirAppointment(visit, [patient, `PractitionerRole/${visit.roleId}`]),
      resourceType: 'Appointment',
      id: visit.id,
    })),
    ...delegates.map((each) => ({
      resourceType: 'RelatedPerson',
      id: each.id,
      active: each.status === 'active',
      patient: { reference: patient },
      relationship: [{ coding: [{ system: ROLE_CODES, code: RELATIONS[each.relation] ?? 'FRND' }] }],
    })),
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: exportedAt.toISOString(),
    entry: resources.map((resource) => ({ fullUrl: `${origin}/fhir/R4/${resource.resourceType}/${resource.id}`, resource })),
  };
}
