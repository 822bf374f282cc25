import { z } from 'zod';
import type { PlainDateString } from '@/lib/clock';
import type { Id } from '@/lib/ids';
import { CONSENT_BASES } from '@/lib/needs/model';

export type AppointmentId = Id<'appointment'>;
export type ClaimId = Id<'claim'>;
export type VisitTypeId = Id<'visit_type'>;

export const VISIT_MODES = ['inPerson', 'video', 'phone'] as const;
export type VisitMode = (typeof VISIT_MODES)[number];

/** FHIR R4 AppointmentStatus, verbatim. */
export const APPOINTMENT_STATUSES = [
  'proposed',
  'pending',
  'booked',
  'arrived',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
  'waitlist',
] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** States of a claim on time. `held`, `booked` and `blocked` keep others out; the rest are history. */
export const CLAIM_STATUSES = ['held', 'booked', 'blocked', 'released', 'expired', 'cancelled'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** Policy P7. */
export const HOLD_MINUTES = 10;
export const MAX_HOLDS = 3;
/** How many other times a person gets who lost one. */
export const ALTERNATIVES = 3;

/** Weekly hours in local wall time; minutes count from midnight, `endsMinute` may be 1440. Dates are inclusive. */
export interface WeeklyRule {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly startsMinute: number;
  readonly endsMinute: number;
  /** Only for this kind of visit; null for all. */
  readonly visitTypeId: string | null;
  readonly validFrom: PlainDateString;
  readonly validTo: PlainDateString | null;
}

/** Hours of one date in place of the weekly ones; no ranges means closed. */
export interface DatedHours {
  readonly on: PlainDateString;
  readonly ranges: readonly { readonly startsMinute: number; readonly endsMinute: number }[];
}

export interface VisitType {
  readonly id: VisitTypeId;
  readonly mode: VisitMode;
  readonly durationMin: number;
  /** Distance between offered starts. */
  readonly stepMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** Policy P4: elapsed minutes, inclusive. */
  readonly noticeMin: number;
  /** Policy P6: local dates, last day included. */
  readonly horizonDays: number;
}

/** All that decides which times a practitioner role offers, before other people's claims. */
export interface ScheduleTemplate {
  readonly roleId: string;
  /** IANA zone of the wall times: the location's. */
  readonly zone: string;
  readonly rules: readonly WeeklyRule[];
  readonly datedHours: readonly DatedHours[];
  /** Dates closed for everyone who keeps them (holidays). */
  readonly closedOn: ReadonlySet<PlainDateString>;
  readonly visitTypes: readonly VisitType[];
}

/** A stretch of time, half-open (policy P2), in epoch milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One time that can be booked. Computed, never stored. */
export interface Slot {
  readonly roleId: string;
  readonly visitTypeId: VisitTypeId;
  readonly mode: VisitMode;
  readonly start: Date;
  readonly end: Date;
  /** Zone of the place, for showing the time (policy P9). */
  readonly zone: string;
}

export const CONTACT_WAYS = ['phone', 'text', 'email', 'none'] as const;
export const VOICE_MESSAGES = ['no', 'name-only', 'yes'] as const;
export const SAFE_TIMES = ['any', 'morning', 'afternoon', 'evening'] as const;
export const ACCESS_NEEDS = ['step-free', 'hearing', 'vision', 'companion', 'quiet'] as const;

/** What the practice must know to receive the person. Sealed at rest, bound to the appointment. */
export const VisitDetailsSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  /** `YYYY-MM-DD`. */
  birthDate: z.string(),
  contactWay: z.enum(CONTACT_WAYS),
  /** E.164, or null when the person does not want to be contacted. */
  phone: z.string().nullable(),
  /** Only when the person wants mail. */
  email: z.string().nullable().default(null),
  voiceMessage: z.enum(VOICE_MESSAGES),
  safeTimes: z.enum(SAFE_TIMES),
  /** May be offered a time that becomes free before theirs. */
  wantsEarlier: z.boolean().default(true),
  /** BCP 47 code, `ase` for American Sign Language; null when none is needed. */
  interpreter: z.string().nullable(),
  accessNeeds: z.array(z.enum(ACCESS_NEEDS)),
  /** Who agrees to the care of a minor, as told in step 2; a clinician confirms it. */
  consent: z.enum(CONSENT_BASES).optional(),
});
export type VisitDetails = z.output<typeof VisitDetailsSchema>;

/** An appointment as its owner sees it. */
export interface AppointmentView {
  readonly id: AppointmentId;
  readonly roleId: string;
  readonly visitTypeId: VisitTypeId;
  readonly status: AppointmentStatus;
  readonly mode: VisitMode;
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  /** The person said that they come. */
  readonly confirmed: boolean;
  /** For coming back, with the birth date; null until booked. */
  readonly code: string | null;
  readonly details: VisitDetails | null;
  /** A held time: the first one of a booking, or the new one of a move. */
  readonly hold: HoldView | null;
  readonly needsReschedule: boolean;
  /** Kept from those who act for the person; null where that cannot be chosen. */
  readonly withheld: boolean | null;
  readonly dueAt: Date | null;
  readonly icsSequence: number;
  readonly updatedAt: Date;
}

export interface HoldView {
  readonly claimId: ClaimId;
  readonly appointmentId: AppointmentId;
  readonly roleId: string;
  readonly visitTypeId: VisitTypeId;
  readonly mode: VisitMode;
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  readonly expiresAt: Date;
}

/** The part of the journey that belongs to this domain. */
export const AppointmentsSliceSchema = z.object({
  /** The role whose times were last looked at. */
  roleId: z.string().optional(),
  /** The appointment being made, moved or already booked. */
  appointmentId: z.string().optional(),
  details: VisitDetailsSchema.partial().optional(),
  /** A call that was asked for because no time fitted. */
  callBack: z.object({ reference: z.string(), dueAt: z.string() }).optional(),
});
export type AppointmentsSlice = z.output<typeof AppointmentsSliceSchema>;
