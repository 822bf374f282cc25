import { COUNTIES, findCounty } from '@/lib/organization/organization';
import { CURRENT_BENEFITS, FOR_WHOM, OUTSIDE, UNSURE } from '../answers';
import { type Question, words } from './field';
import { fault, oneOf, Posted, someOf, textOf } from './parse';

export const who: Question = {
  id: 'who',
  slug: 'who',
  askWhen: () => true,
  isAnswered: ({ answers }) => answers.forWhom !== undefined,
  fields: () => [
    {
      kind: 'radio',
      name: 'forWhom',
      label: words('eligibility.q.who.title'),
      choices: FOR_WHOM.map((value) => ({ value, label: words(`eligibility.q.who.${value}`) })),
    },
  ],
  schema: () =>
    Posted.transform((values, context) => {
      const forWhom = oneOf(context, values, 'forWhom', FOR_WHOM, 'eligibility.errors.forWhom');
      return { forWhom };
    }),
  toValues: ({ answers }) => ({ forWhom: answers.forWhom }),
};

export const county: Question = {
  id: 'county',
  slug: 'county',
  askWhen: () => true,
  isAnswered: ({ answers }) => answers.county !== undefined,
  fields: () => [
    {
      kind: 'select',
      name: 'county',
      label: words('eligibility.q.county.title'),
      hint: words('eligibility.q.county.hint'),
      choices: [
        ...COUNTIES.map(({ fips, name }) => ({ value: fips, label: words('eligibility.q.county.option', { name }) })),
        { value: OUTSIDE, label: words('eligibility.q.county.outside') },
        { value: UNSURE, label: words('eligibility.choices.unsure') },
      ],
    },
  ],
  schema: () =>
    Posted.transform((values, context) => {
      const picked = textOf(values, 'county');
      if (picked !== OUTSIDE && picked !== UNSURE && !findCounty(picked)) fault(context, 'county', 'eligibility.errors.county');
      return { county: picked };
    }),
  toValues: ({ answers }) => ({ county: answers.county }),
};

/** Most people finish here: these benefits already decide. */
export const now: Question = {
  id: 'now',
  slug: 'now',
  askWhen: (answers) => answers.county !== OUTSIDE,
  isAnswered: ({ answers }) => answers.benefits !== undefined,
  fields: ({ answers }) => [
    {
      kind: 'checkboxes',
      name: 'benefits',
      label: words(
        answers.forWhom === 'self' ? 'eligibility.q.now.title' : `eligibility.q.now.title_${answers.forWhom ?? 'self'}`,
      ),
      hint: words('eligibility.q.now.hint'),
      none: 'none',
      choices: [
        { value: 'medicaid', label: words('eligibility.q.now.medicaid') },
        { value: 'ssi', label: words('eligibility.q.now.ssi'), hint: words('eligibility.q.now.ssiHint') },
        { value: 'work_first', label: words('eligibility.q.now.work_first'), hint: words('eligibility.q.now.workFirstHint') },
        {
          value: 'special_assistance',
          label: words('eligibility.q.now.special_assistance'),
          hint: words('eligibility.q.now.specialHint'),
        },
        { value: 'none', label: words('eligibility.q.now.none') },
        { value: 'unsure', label: words('eligibility.choices.unsure') },
        { value: 'declined', label: words('eligibility.choices.declined') },
      ],
    },
  ],
  schema: () =>
    Posted.transform((values, context) => {
      const benefits = someOf(context, values, 'benefits', CURRENT_BENEFITS, ['none', 'unsure', 'declined']);
      return { benefits };
    }),
  toValues: ({ answers }) => ({ benefits: answers.benefits }),
};
