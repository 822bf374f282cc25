import 'server-only';
import { cookies } from 'next/headers';
import type { FieldErrors } from '@/lib/app-error';
import { systemClock } from '@/lib/clock';
import { open, seal } from '@/lib/db/seal';
import { cookieOptions, formCookieName } from './cookies';

/** What a person typed into a form that was not accepted, and why. */
export interface FormState {
  readonly formId: string;
  /** Field name → text as typed; repeated fields (checkboxes) as a list. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: FieldErrors;
  /** Code from the error table when the failure was not one field's fault. */
  readonly code?: string | undefined;
  readonly savedAt: number;
}

const KEPT_MS = 30 * 60 * 1000;
const MAX_COOKIE_CHARS = 3800;

/** Keeps a refused form in an encrypted cookie, so that nothing typed is lost even while the database is down. */
export async function keepForm(state: Omit<FormState, 'savedAt'>): Promise<void> {
  const full: FormState = { ...state, savedAt: systemClock.now().getTime() };
  let text = seal('form-state', formCookieName(), JSON.stringify(full)).toString('base64url');
  if (text.length > MAX_COOKIE_CHARS) {
    text = seal('form-state', formCookieName(), JSON.stringify({ ...full, values: {} })).toString('base64url');
  }
  (await cookies()).set(formCookieName(), text, cookieOptions(KEPT_MS / 1000));
}

/** The kept state of this form, or null when there is none, it is of another form, or it is older than 30 minutes. */
export async function findForm(formId: string): Promise<FormState | null> {
  const text = (await cookies()).get(formCookieName())?.value;
  if (!text) return null;
  const plain = open('form-state', formCookieName(), Buffer.from(text, 'base64url'));
  if (!plain) return null;
  const state = JSON.parse(plain) as FormState;
  const fresh = systemClock.now().getTime() - state.savedAt < KEPT_MS;
  return state.formId === formId && fresh ? state : null;
}

/** The kept state of whichever of these forms of one page it is. */
export async function findAnyForm(formIds: readonly string[]): Promise<FormState | null> {
  for (const formId of formIds) {
    const found = await findForm(formId);
    if (found) return found;
  }
  return null;
}

/** Forgets the kept form; called when one is accepted. */
export async function dropForm(): Promise<void> {
  (await cookies()).delete({ name: formCookieName(), ...cookieOptions(0) });
}
