import { z } from 'zod';
import type { Id } from '@/lib/ids';

export type JourneyId = Id<'journey_session'>;

/** How long saved progress lives after its last change. */
export const JOURNEY_KEPT_DAYS = 30;

/** The parts of a journey; each belongs to one domain, which checks its own shape. */
export const SLICES = ['eligibility', 'needs', 'directory', 'appointments'] as const;
export type SliceName = (typeof SLICES)[number];

export const JourneyDocumentSchema = z.strictObject({
  code: z.string(),
  slices: z.partialRecord(z.enum(SLICES), z.unknown()),
});
export type JourneyDocument = z.output<typeof JourneyDocumentSchema>;

/** One visitor's saved progress. */
export interface Journey {
  readonly id: JourneyId;
  /** For coming back on another device: eight symbols, read over the phone in two groups. */
  readonly code: string;
  readonly slices: JourneyDocument['slices'];
  readonly expiresAt: Date;
}

/**
 * A domain's part of the journey, checked. A part that no longer fits its schema (after a release) counts as
 * unanswered rather than as an error.
 */
export function readSlice<Schema extends z.ZodType>(
  journey: Journey | null,
  name: SliceName,
  schema: Schema,
): z.output<Schema> | null {
  const parsed = schema.safeParse(journey?.slices[name]);
  return parsed.success ? parsed.data : null;
}
