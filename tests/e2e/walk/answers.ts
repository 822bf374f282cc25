/** What is done on one page before going on. */
export type Deed =
  | { readonly choose: string; readonly value: string }
  | { readonly tick: string; readonly values: readonly string[] }
  | { readonly type: string; readonly text: string }
  | { readonly pick: string; readonly value: string }
  | { readonly someTime: true }
  /** Goes on by this link; a page without one is sent by its primary button. */
  | { readonly follow: string };

/** Page (without language; `*` for one changing part) → what this person does there. */
export type Answers = Readonly<Record<string, readonly Deed[]>>;

/** Gets SSI, which decides at once. */
export const AUTOMATIC: Answers = {
  '/': [{ follow: 'main a.btn[href$="/eligibility"]' }],
  '/eligibility': [{ choose: 'forWhom', value: 'self' }],
  '/eligibility/county': [{ pick: 'county', value: '37071' }],
  '/eligibility/now': [{ tick: 'benefits', values: ['ssi'] }],
  '/eligibility/result': [{ follow: 'main a.btn[href$="/needs"]' }],
};

/** A working parent with one child and little pay: the whole of step 1. */
export const LOW_INCOME: Answers = {
  ...AUTOMATIC,
  '/eligibility/now': [{ tick: 'benefits', values: ['none'] }],
  '/eligibility/home': [
    { choose: 'partner', value: 'none' },
    { type: 'children', text: '1' },
    { type: 'others', text: '0' },
  ],
  '/eligibility/ages': [
    { type: 'age-you', text: '34' },
    { type: 'age-child1', text: '6' },
    { tick: 'earners', values: ['you'] },
  ],
  '/eligibility/taxes': [
    { choose: 'own', value: 'alone' },
    { pick: 'claim-child1', value: 'us' },
  ],
  '/eligibility/money': [
    { type: 'amount-wages', text: '300' },
    { pick: 'per-wages', value: 'week' },
  ],
  '/eligibility/about': [{ tick: 'situations', values: ['none'] }],
  '/eligibility/work': [{ tick: 'work', values: ['none'] }],
  '/eligibility/check': [{ follow: 'main a.btn[href$="/eligibility/result"]' }],
};

/** Not in danger, worried, near Gastonia. */
export const NEEDS: Answers = {
  '/needs': [{ follow: 'main a[href$="/needs/who"]' }],
  '/needs/who': [
    { choose: 'forWhom', value: 'self' },
    { pick: 'age', value: 'adult' },
    { pick: 'language', value: 'en' },
  ],
  '/needs/help': [{ tick: 'help', values: ['worry'] }],
  '/needs/now': [{ tick: 'now', values: ['none'] }],
  '/needs/visit': [
    { type: 'zip', text: '28052' },
    { choose: 'mode', value: 'any' },
    { choose: 'order', value: 'soonest' },
  ],
  '/providers': [{ follow: 'main .prov h2 a' }],
  '/providers/*': [],
};

/** Picks a time and says who comes. */
export const VISIT: Answers = {
  '/appointments/times/*': [{ someTime: true }],
  '/appointments/details': [
    { type: 'firstName', text: 'Ana' },
    { type: 'lastName', text: 'Test' },
    { type: 'birthDate-month', text: '4' },
    { type: 'birthDate-day', text: '12' },
    { type: 'birthDate-year', text: '1991' },
  ],
  '/appointments/contact': [
    { choose: 'contactWay', value: 'phone' },
    { type: 'phone', text: '704-555-0123' },
    { choose: 'voiceMessage', value: 'no' },
  ],
  '/appointments/check': [],
};

export const BIRTH = { month: '4', day: '12', year: '1991' } as const;
export const WHOLE_JOURNEY: Answers = { ...AUTOMATIC, ...NEEDS, ...VISIT };
