import { z } from 'zod';
import type { Id } from '@/lib/ids';
import type { FacetCode } from './facets';

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

/** How many providers a person may keep, and how many side by side. */
export const MAX_SAVED = 20;
export const MAX_COMPARED = 3;

/** The directory's part of a journey. Choices are a dated history: the last one counts, earlier ones stay. */
export const DirectorySliceSchema = z.object({
  chosen: z.array(z.object({ roleId: z.uuid(), at: z.iso.datetime() })).default([]),
  saved: z.array(z.uuid()).default([]),
  /** What was typed into the search of the whole list; never in an address. */
  search: z.object({ text: z.string().max(200), place: z.string().max(100) }).optional(),
});
export type DirectorySlice = z.output<typeof DirectorySliceSchema>;

/** When one fact was last confirmed. */
export interface CheckedFact {
  readonly fact: 'phone' | 'address' | 'network' | 'accepting';
  readonly on: Date | null;
}

/** Opening hours in FHIR's shape (Location.hoursOfOperation). */
export interface OpeningHours {
  readonly daysOfWeek: readonly string[];
  readonly allDay: boolean;
  readonly openingTime?: string;
  readonly closingTime?: string;
}

/** What the provider page shows beside the card. */
export interface ProviderDetail extends PractitionerRoleCard {
  readonly website: string | null;
  readonly npi: string | null;
  readonly hours: readonly OpeningHours[];
  /** AcceptingPatientsCS by network; a network that is missing is one the role is not in. */
  readonly networks: readonly { readonly networkId: string; readonly accepting: string | null }[];
  readonly checked: readonly CheckedFact[];
  /** Other bookable roles at the same site. */
  readonly others: readonly { readonly id: string; readonly displayName: string }[];
}

/** What can be wrong with an entry. */
export const REPORT_REASONS = ['phone', 'address', 'notThere', 'notAccepting', 'notMyPlan', 'language', 'other'] as const;
export const ReportSchema = z.object({
  reasons: z
    .array(z.enum(REPORT_REASONS, 'directory.errors.reasons'), 'directory.errors.reasons')
    .min(1, 'directory.errors.reasons'),
  note: z.string().trim().max(500, 'directory.errors.note').default(''),
});
export type DirectoryReport = z.output<typeof ReportSchema>;
/** Business days in which a report is answered; the same as commercial plans owe (No Surprises Act, section 116). */
export const REPORT_BUSINESS_DAYS = 2;
