import { z } from 'zod';
import { CONSENT_BASES, ConsentCheckSchema, NEED_LANGUAGES, REACH_WAYS } from './model';

/** Coded facts of a call-back's task. */
export const CallBackDetailSchema = z.object({
  level: z.enum(['routine', 'urgent', 'emergent']),
  way: z.enum([...REACH_WAYS, 'notAsked']).catch('notAsked'),
  language: z.enum(NEED_LANGUAGES).catch('en'),
  consent: z.enum(CONSENT_BASES).optional().catch(undefined),
  /** About somebody under 18: a clinician confirms who agrees. */
  minor: z.boolean().default(false),
});

const NoteSchema = z.object({
  /** Ids of the routing rules that the answers met. */
  because: z.array(z.string()).default([]),
  phone: z.string().nullable().default(null),
  /** What clinicians confirmed about who agrees, oldest first. */
  confirmed: z.array(ConsentCheckSchema).default([]),
  /** What staff decided about how soon, oldest first. */
  lowered: z.array(z.object({ to: z.string(), reason: z.string(), by: z.string() })).default([]),
});

export type CallBackNote = z.output<typeof NoteSchema>;

/** What a call-back's sealed note says. */
export function readCallBackNote(note: string | null): CallBackNote {
  return NoteSchema.parse(note ? JSON.parse(note) : {});
}

/** The text of a note; the inverse of `readCallBackNote`. */
export function writeCallBackNote({ because, phone, lowered, confirmed }: CallBackNote): string {
  const decided = { ...(lowered.length > 0 ? { lowered } : {}), ...(confirmed.length > 0 ? { confirmed } : {}) };
  return JSON.stringify({ because, phone, ...decided });
}

/** A person's decision that a call-back may wait longer. */
export const LoweringSchema = z.object({
  level: z.enum(['urgent', 'routine'], 'desk.errors.level'),
  reason: z.string('desk.errors.reason').trim().min(3, 'desk.errors.reason').max(500, 'desk.errors.reason'),
});
export type Lowering = z.output<typeof LoweringSchema>;
