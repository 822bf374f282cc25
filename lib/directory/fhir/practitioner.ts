import type { FhirObject, FhirResource } from '@/lib/fhir/model';
import { coding, concept, SYSTEMS } from '@/lib/fhir/terminology';
import {
  ABSENT,
  addressesWithText,
  compact,
  extension,
  identifiersWithNpi,
  qualificationCode,
  qualificationIssuer,
  qualificationStanding,
  type ResourceRow,
  resourceHead,
  type StoredQualification,
} from './parts';

export interface PractitionerRow extends ResourceRow {
  readonly npi: string | null;
  readonly identifiers: FhirObject[];
  readonly family: string;
  readonly given: string[];
  readonly prefix: string | null;
  readonly credentials: string | null;
  readonly gender: string | null;
  readonly telecom: FhirObject[];
  readonly addresses: FhirObject[];
  readonly communication: { readonly code: string; readonly proficiency?: string }[];
  readonly qualifications: StoredQualification[];
}

/** plannet-Practitioner. The profile demands an NPI: without one the absence is said. */
export function toFhirPractitioner(row: PractitionerRow): FhirResource {
  const identifiers = identifiersWithNpi(row.identifiers, row.npi);
  return compact({
    ...resourceHead('Practitioner', row, 'Practitioner'),
    identifier: identifiers.length > 0 ? identifiers : [{ system: SYSTEMS.npi, _value: ABSENT }],
    active: true,
    name: [toName(row)],
    telecom: row.telecom,
    address: addressesWithText(row.addresses),
    gender: row.gender ?? undefined,
    qualification: row.qualifications.map(toQualification),
    communication: row.communication.map(({ code, proficiency }) =>
      compact({
        extension: proficiency
          ? [extension('communication-proficiency', { valueCodeableConcept: concept(SYSTEMS.languageProficiency, proficiency) })]
          : [],
        coding: [coding(SYSTEMS.language, code)],
      }),
    ),
  });
}

function toName(row: PractitionerRow): FhirObject {
  const plain = [row.prefix, ...row.given, row.family].filter(Boolean).join(' ');
  return compact({
    use: 'official',
    text: row.credentials ? `${plain}, ${row.credentials}` : plain,
    family: row.family,
    given: row.given,
    prefix: row.prefix ? [row.prefix] : [],
    suffix: row.credentials ? [row.credentials] : [],
  });
}

function toQualification(stored: StoredQualification): FhirObject {
  return compact({
    extension: [extension('practitioner-qualification', { extension: qualificationStanding(stored) })],
    identifier: stored.identifier ?? [],
    code: qualificationCode(stored),
    period: stored.period,
    issuer: qualificationIssuer(stored),
  });
}
