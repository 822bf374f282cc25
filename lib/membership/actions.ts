'use server';
import { z } from 'zod';
import { runButton } from '@/lib/actions/form-action';
import { parseAddress } from '@/lib/auth/address';
import { currentActor } from '@/lib/auth/current-actor';
import { endSession } from '@/lib/auth/session';
import { accountForm, localeOf, signInPath } from './account-form';
import { actFor } from './acting-for';
import { keepChoice } from './choice';
import {
  addChild,
  answerInvite,
  changeContactSafety,
  changeSettings,
  closeAccount,
  endDelegate,
  inviteDelegate,
  keepAccount,
} from './commands';
import { ContactSafetySchema } from './model';
import { remakeRecoveryCodes } from './recovery-codes';
import { signOutEverywhere } from './sessions';

const base = { locale: z.string() };

export async function saveContact(form: FormData): Promise<void> {
  const schema = z.strictObject({ ...base, ...ContactSafetySchema.shape });
  await accountForm(form, {
    id: 'account-contact',
    to: 'contact',
    schema,
    run: async ({ locale: _locale, ...contact }) => {
      await changeContactSafety(await currentActor(), contact);
      return '/account?done=contact';
    },
  });
}

export async function saveSettings(form: FormData): Promise<void> {
  const schema = z.strictObject({
    ...base,
    language: z.enum(['en', 'es'], 'account.errors.language'),
    firstName: z.string().trim().max(60, 'account.errors.firstName').optional(),
    reminders: z.enum(['yes', 'no'], 'account.errors.reminders'),
  });
  await accountForm(form, {
    id: 'account-settings',
    to: 'settings',
    schema,
    run: async ({ language, firstName, reminders }) => {
      await changeSettings(await currentActor(), {
        locale: language,
        firstName: firstName || undefined,
        reminders: reminders === 'yes',
      });
      return '/account?done=settings';
    },
  });
}

export async function inviteHelper(form: FormData): Promise<void> {
  const schema = z.strictObject({
    ...base,
    address: z
      .string('signIn.errors.address')
      .max(254, 'signIn.errors.address')
      .refine((typed) => parseAddress(typed) !== null, 'signIn.errors.address'),
    relation: z.enum(['guardian', 'helper'], 'account.errors.relation'),
  });
  await accountForm(form, {
    id: 'account-people',
    to: 'people',
    schema,
    run: async ({ address, relation }) => {
      const parsed = parseAddress(address);
      if (parsed) await inviteDelegate(await currentActor(), { address: parsed, relation });
      return '/account/people?done=invited';
    },
  });
}

export async function addChildAction(form: FormData): Promise<void> {
  const schema = z.strictObject({
    ...base,
    childName: z.string('account.errors.childName').trim().min(1, 'account.errors.childName').max(60, 'account.errors.firstName'),
  });
  await accountForm(form, {
    id: 'account-child',
    to: 'people',
    schema,
    run: async ({ childName }) => {
      await addChild(await currentActor(), childName);
      return '/account/people?done=child';
    },
  });
}

const IdSchema = z.strictObject({ ...base, id: z.string().max(60) });

export async function answerInviteAction(form: FormData): Promise<void> {
  const schema = IdSchema.extend({ answer: z.enum(['yes', 'no']) });
  await accountForm(form, {
    id: 'account-invite',
    to: 'people',
    schema,
    run: async ({ id, answer }) => {
      await answerInvite(await currentActor(), { id, accept: answer === 'yes' });
      return '/account/people?done=answered';
    },
  });
}

export async function endDelegateAction(form: FormData): Promise<void> {
  await accountForm(form, {
    id: 'account-end',
    to: 'people',
    schema: IdSchema,
    run: async ({ id }) => {
      await endDelegate(await currentActor(), id);
      return '/account/people?done=ended';
    },
  });
}

/** Begins to act for somebody, or for oneself again when the id is empty. */
export async function actForAction(form: FormData): Promise<void> {
  await accountForm(form, {
    id: 'account-act',
    to: 'people',
    schema: IdSchema,
    run: async ({ id }) => {
      await actFor(id || null);
      return id ? '/account' : '/account/people';
    },
  });
}

export async function signOutEverywhereAction(form: FormData): Promise<void> {
  await accountForm(form, {
    id: 'account-everywhere',
    to: 'account',
    schema: z.strictObject(base),
    run: async () => {
      await signOutEverywhere(await currentActor());
      await endSession();
      return '/sign-out';
    },
  });
}

export async function closeAccountAction(form: FormData): Promise<void> {
  const schema = z.strictObject({ ...base, sure: z.tuple([z.literal('yes')], 'account.errors.sure') });
  await accountForm(form, {
    id: 'account-delete',
    to: 'delete',
    schema,
    run: async () => {
      await closeAccount(await currentActor());
      await endSession();
      return '/account-closed';
    },
  });
}

export async function keepAccountAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const run = async () => {
    await keepAccount(await currentActor());
    return `/${locale}/account?done=kept`;
  };
  await runButton({ page: `/${locale}/account`, signIn: signInPath(locale, 'account'), run });
}

export async function keepChoiceAction(form: FormData): Promise<void> {
  await accountForm(form, {
    id: 'account-choice',
    to: 'account',
    schema: z.strictObject(base),
    run: async () => {
      await keepChoice(await currentActor());
      return '/account?done=settings';
    },
  });
}

/** Makes new recovery codes; the next page shows them once. */
export async function makeRecoveryCodesAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const run = async () => {
    await remakeRecoveryCodes(await currentActor());
    return `/${locale}/account/keys?done=made`;
  };
  await runButton({ page: `/${locale}/account`, signIn: signInPath(locale, 'keys'), run });
}
