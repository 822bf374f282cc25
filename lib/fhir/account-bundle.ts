import { type Consent, isInForce } from '@/lib/membership/model-consent';
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
  readonly consents: readonly Consent[];
  readonly delegates: readonly { readonly id: string; readonly relation: string; readonly status: string }[];
}

/** HL7 v3 RoleCode of each relation. */
const RELATIONS: Readonly<Record<string, string>> = { parent: 'PRN', guardian: 'GUARD', helper: 'FRND' };
const ROLE_CODES = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';

const PURPOSES: Readonly<Record<Consent['purpose'], readonly string[]>> = {
  care: ['TREAT'],
  tpo: ['TREAT', 'HPAYMT', 'HOPERAT'],
  own: ['PATRQT'],
};
const V3 = 'http://terminology.hl7.org/CodeSystem/v3';

/** A written consent as FHIR R4 Consent (patient privacy, disclosure). */
function toFhirConsent(consent: Consent, patient: string, now: Date): FhirObject & { resourceType: string; id: string } {
  const { id, givenAt, expiresAt, recipient, scope, purpose } = consent;
  return {
    resourceType: 'Consent',
    id,
    status: isInForce(consent, now) ? 'active' : 'inactive',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: patient },
    dateTime: givenAt.toISOString(),
    policy: [{ uri: 'https://www.ecfr.gov/current/title-42/part-2' }],
    provision: {
      type: 'permit',
      period: { start: givenAt.toISOString(), ...(expiresAt ? { end: expiresAt.toISOString() } : {}) },
      actor: [{ role: { coding: [{ system: `${V3}-ParticipationType`, code: 'IRCP' }] }, reference: { display: recipient } }],
      purpose: PURPOSES[purpose].map((code) => ({ system: `${V3}-ActReason`, code })),
      code: [{ text: scope }],
    },
  };
}

/** A member's own record as a FHIR R4 collection: Patient, Appointment, RelatedPerson, Consent (45 CFR 164.524(c)(2)). */
export function toAccountBundle(input: BundleInput): FhirObject {
  const { origin, exportedAt, account, appointments, delegates, consents } = input;
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
    ...consents.map((consent) => toFhirConsent(consent, patient, exportedAt)),
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: exportedAt.toISOString(),
    entry: resources.map((resource) => ({ fullUrl: `${origin}/fhir/R4/${resource.resourceType}/${resource.id}`, resource })),
  };
}
