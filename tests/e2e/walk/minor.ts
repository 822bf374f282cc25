import type { Page } from '@playwright/test';
import type { Locale } from '../support/visit';
import { type Answers, NEEDS, VISIT } from './answers';
import { finger } from './hand';
import { walkTo } from './walk';

/** A young person who asks for care on their own. */
const MINOR: Answers = {
  ...NEEDS,
  '/needs/who': [
    { choose: 'forWhom', value: 'child' },
    { pick: 'age', value: 'teen' },
    { pick: 'language', value: 'es' },
  ],
  '/needs/consent': [{ choose: 'consent', value: 'minor_90_21_5' }],
};
const BORN: Answers = {
  ...VISIT,
  '/appointments/details': (VISIT['/appointments/details'] ?? []).map((deed) =>
    'type' in deed && deed.type === 'birthDate-year' ? { ...deed, text: '2011' } : deed,
  ),
};

/** Books a visit with one provider for a young person; who agrees is still to be confirmed. */
export async function bookForMinor(page: Page, locale: Locale, roleId: string): Promise<void> {
  const hand = finger(page);
  await page.goto(`/${locale}/needs/who`);
  await walkTo({ hand, locale, answers: MINOR }, '/providers');
  await page.goto(`/${locale}/appointments/times/${roleId}`);
  await walkTo({ hand, locale, answers: BORN }, '/appointments/booked');
}
