import type { Id } from '@/lib/ids';
import type { FacetCode } from './facets';

export type OrganizationId = Id<'organization'>;
export type LocationId = Id<'location'>;
export type PractitionerId = Id<'practitioner'>;
/** What a person books: a practitioner, or an organisation's intake desk, at one site. */
export type PractitionerRoleId = Id<'practitioner_role'>;

/** Ways a visit can happen. */
export type VisitMode = 'inPerson' | 'video' | 'phone' | 'home';

/** A bookable role with what another step needs to name it and find it. */
export interface PractitionerRoleCard {
  readonly id: PractitionerRoleId;
  /** The person's name with credentials, or the organisation's name when the role is its intake desk. */
  readonly displayName: string;
  readonly organizationName: string;
  /** Null for an intake desk. */
  readonly practitionerName: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly countyFips: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** IANA zone of the site; times there are shown in it. */
  readonly zone: string;
  /** Digits. */
  readonly phone: string | null;
  readonly modes: readonly VisitMode[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly tags: readonly FacetCode[];
  /** True for invented demonstration rows; pages say so. */
  readonly demonstration: boolean;
}
