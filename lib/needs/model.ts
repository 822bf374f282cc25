import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { ChecksSchema } from './model-checks';

export const FOR_WHOM = ['self', 'child', 'adult'] as const;
export const AGE_BANDS = ['under6', 'child', 'teen', 'adult', 'older'] as const;
export const NEED_LANGUAGES = [
  'en',
  'es',
  'asl',
  'hmong',
  'vietnamese',
  'arabic',
  'chinese',
  'french',
  'russian',
  'lao',
] as const;
export const HELP_WITH = [
  'mood',
  'worry',
  'trauma',
  'substance',
  'voices',
  'behavior',
  'disability',
  'brainInjury',
  'medicine',
  'unsure',
] as const;
export const HAPPENING_NOW = ['selfHarm', 'withdrawal', 'cannotCare', 'pregnantUsing', 'leftHospital', 'none'] as const;
export const ORDERS = ['soonest', 'nearest'] as const;
export const MODE_WISHES = ['any', 'inPerson', 'video'] as const;

/** What the form posts; one schema for each page of questions. Messages are keys of the catalogue. */
export const WhoSchema = z.object({
  forWhom: z.enum(FOR_WHOM, 'needs.errors.forWhom'),
  age: z.enum(AGE_BANDS, 'needs.errors.age'),
  language: z.enum(NEED_LANGUAGES, 'needs.errors.language'),
});
export const HelpSchema = z.object({
  help: z.array(z.enum(HELP_WITH, 'needs.errors.help'), 'needs.errors.help').min(1, 'needs.errors.help'),
});
export const NowSchema = z.object({
  now: z
    .array(z.enum(HAPPENING_NOW, 'needs.errors.now'), 'needs.errors.now')
    .min(1, 'needs.errors.now')
    .refine((chosen) => chosen.length === 1 || !chosen.includes('none'), 'needs.errors.nowNone'),
});
/** On what ground a minor is seen. Told by the person and confirmed by a clinician; an age alone never decides it. */
export const CONSENT_BASES = ['parent', 'minor_90_21_5', 'court', 'emergency', 'self_adult'] as const;
export type ConsentBasis = (typeof CONSENT_BASES)[number];

/** Licences of North Carolina under which somebody talks with a minor about consent; `other` is named by the practice. */
export const LICENCES = [
  'physician',
  'assistant',
  'nurse',
  'psychologist',
  'socialWorker',
  'counselor',
  'family',
  'addiction',
  'other',
] as const;

/** What a clinician confirmed with the person: never decided from an age. */
export const ConsentCheckInputSchema = z.object({
  basis: z.enum(CONSENT_BASES, 'needs.errors.basis'),
  clinician: z.string('needs.errors.clinician').trim().min(2, 'needs.errors.clinician').max(120, 'needs.errors.clinician'),
  licence: z.enum(LICENCES, 'needs.errors.licence'),
});
export type ConsentCheckInput = z.output<typeof ConsentCheckInputSchema>;
/** The same with the moment it was written down. */
export const ConsentCheckSchema = ConsentCheckInputSchema.extend({ at: z.iso.datetime() });
export type ConsentCheck = z.output<typeof ConsentCheckSchema>;

export const ConsentSchema = z.object({ consent: z.enum([...CONSENT_BASES, 'unsure'], 'needs.errors.consent') });
export const VisitSchema = z.object({
  zip: z
    .string('needs.errors.zip')
    .trim()
    .regex(/^\d{5}(-?\d{4})?$/, 'needs.errors.zip')
    .transform((text) => text.slice(0, 5)),
  mode: z.enum(MODE_WISHES, 'needs.errors.mode'),
  order: z.enum(ORDERS, 'needs.errors.order'),
});
/** Which county, where the ZIP code lies in several: its FIPS code, or that the person does not know. */
export const CountySchema = z.object({
  county: z.string('needs.errors.county').regex(/^(37\d{3}|unsure)$/, 'needs.errors.county'),
});

/** How the plan may reach a person safely. Asked before any number; "none" is an answer. */
export const REACH_WAYS = ['call', 'callQuiet', 'text', 'none'] as const;

const digitsOf = (typed: string) => parsePhoneNumberFromString(typed, 'US')?.nationalNumber ?? '';
export const ReachSchema = z
  .object({ way: z.enum(REACH_WAYS, 'needs.errors.way'), phone: z.string().trim().max(40, 'needs.errors.phone').default('') })
  .refine(({ way, phone }) => way === 'none' || digitsOf(phone).length === 10, { path: ['phone'], message: 'needs.errors.phone' })
  .transform(({ way, phone }) => ({ way, phone: way === 'none' ? null : digitsOf(phone) }));

/** The needs part of a journey. A page that was not answered is missing. */
export const NeedsSchema = z.object({
  who: WhoSchema.optional(),
  help: HelpSchema.optional(),
  now: NowSchema.optional(),
  consent: ConsentSchema.optional(),
  visit: VisitSchema.extend(CountySchema.partial().shape).optional(),
  reach: z.object({ way: z.enum(REACH_WAYS), phone: z.string().nullable() }).optional(),
  checks: ChecksSchema.optional(),
});
export type Needs = z.output<typeof NeedsSchema>;

/** The question pages in order; routes, links and "what is missing" derive from this. */
export const NEED_PAGES = ['who', 'help', 'now', 'consent', 'visit'] as const;
export type NeedPage = (typeof NEED_PAGES)[number];
export const NEED_SCHEMAS = {
  who: WhoSchema,
  help: HelpSchema,
  now: NowSchema,
  consent: ConsentSchema,
  visit: VisitSchema,
} as const;
const MINOR_BANDS: readonly string[] = ['under6', 'child', 'teen'];

/** The pages that these answers call for: who agrees is asked for minors only. */
export function needPagesOf(needs: Needs | null): readonly NeedPage[] {
  return NEED_PAGES.filter((page) => page !== 'consent' || MINOR_BANDS.includes(needs?.who?.age ?? ''));
}

/** True when the person said that it is about somebody under 18. */
export const isAboutMinor = (needs: Needs): boolean => needPagesOf(needs).includes('consent');

/** What was told about who agrees, or null: nobody asked, or not known. */
export function consentOf(needs: Needs | null): ConsentBasis | null {
  const told = needPagesOf(needs).includes('consent') ? needs?.consent?.consent : undefined;
  return CONSENT_BASES.find((basis) => basis === told) ?? null;
}

export function isNeedPage(text: string): text is NeedPage {
  return (NEED_PAGES as readonly string[]).includes(text);
}

/** The first page that still needs an answer, or null when the list can be made. */
export function nextNeedPage(needs: Needs | null): NeedPage | null {
  return needPagesOf(needs).find((page) => needs?.[page] === undefined) ?? null;
}

export type RoutingLevel = 'routine' | 'urgent' | 'emergent';

/** How soon a person is to be seen, what to look for, and which rules said so. Never a diagnosis. */
export interface Routing {
  readonly level: RoutingLevel;
  /** Hours within which someone must be in contact; null for routine. */
  readonly withinHours: number | null;
  /** Keys of the facet group `service`, the most telling first. */
  readonly services: readonly string[];
  /** Keys of the facet group `concern`. */
  readonly concerns: readonly string[];
  readonly because: readonly string[];
}
