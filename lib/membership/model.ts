import { z } from 'zod';
import type { DelegateRelation } from '@/lib/auth/actor';
import type { Id } from '@/lib/ids';
import type { AuthorityView } from './model-authority';

export type MemberId = Id<'member'>;
export type DelegationId = Id<'delegation'>;

export const CONTACT_WAYS = ['phone', 'text', 'email', 'mail', 'none'] as const;
export const VOICE_MESSAGES = ['no', 'name-only', 'yes'] as const;
export const CALLER_NAMES = ['first-name', 'plan'] as const;
export const SAFE_TIMES = ['any', 'morning', 'afternoon', 'evening'] as const;

/** How a person can be reached without harm (45 CFR 164.522(b): confidential communications). */
export const ContactSafetySchema = z.strictObject({
  way: z.enum(CONTACT_WAYS, 'account.errors.way'),
  voiceMessage: z.enum(VOICE_MESSAGES, 'account.errors.voice'),
  callerName: z.enum(CALLER_NAMES, 'account.errors.caller'),
  safeTimes: z.enum(SAFE_TIMES, 'account.errors.times'),
});
export type ContactSafety = z.output<typeof ContactSafetySchema>;

/** The sealed part of an account. */
export const ProfileSchema = z.strictObject({
  /** What to call the person; a child's name for a parent's list. */
  firstName: z.string().max(60).optional(),
  /** Absent until the person answered: nothing but codes they ask for is sent before. */
  contact: ContactSafetySchema.optional(),
  reminders: z.boolean().default(true),
});
export type Profile = z.output<typeof ProfileSchema>;

export interface MemberAddressView {
  readonly kind: 'email' | 'phone';
  readonly text: string;
}

/** An account as its owner sees it. */
export interface AccountView {
  readonly id: MemberId;
  readonly status: 'active' | 'closing';
  readonly locale: 'en' | 'es';
  readonly profile: Profile;
  readonly addresses: readonly MemberAddressView[];
  readonly closesAt: Date | null;
  readonly createdAt: Date;
}

export const DELEGATION_STATUSES = ['invited', 'active', 'declined', 'ended'] as const;

/** One person who acts for another, from either side. */
export interface DelegationView {
  readonly id: DelegationId;
  readonly relation: DelegateRelation;
  readonly status: (typeof DELEGATION_STATUSES)[number];
  /** The person acted for. */
  readonly memberId: string;
  /** Their first name, where the one who asks may know it. */
  readonly firstName: string | null;
  readonly since: Date;
  /** What a parent or guardian last said and staff saw of it; null for helpers and for who has not said. */
  readonly authority: AuthorityView | null;
  /** True while papers that were seen hold: until then a parent or guardian has a helper's rights. */
  readonly checked: boolean;
}

/** One line of "who looked at my information". */
export interface HistoryEntry {
  readonly at: Date;
  readonly who: 'you' | 'helper' | 'staff' | 'practice' | 'system' | 'browser';
  readonly action: string;
}

/** Days between "delete my account" and the destruction of its keys, in which it can be taken back. */
export const CLOSING_DAYS = 30;
