import { CHILD_CLAIMS, type EligibilityAnswers, isChildKey, listPeople, OWN_TAXES, type PersonKey } from '../answers';
import { type Choice, type Field, type Question, words } from './field';
import { fault, oneOf, Posted, parseWhole, someOf, textOf } from './parse';
import { personChoices, personWords } from './people-words';

const PARTNERS = ['married', 'partner', 'none'] as const;

export const home: Question = {
  id: 'home',
  slug: 'home',
  askWhen: () => true,
  isAnswered: ({ answers }) => answers.home !== undefined,
  fields: ({ answers }) => [
    {
      kind: 'radio',
      name: 'partner',
      label: words('eligibility.q.home.partner'),
      choices: PARTNERS.map((value) => ({
        value,
        label: words(`eligibility.q.home.${value === 'partner' ? 'withPartner' : value}`),
      })),
    },
    {
      kind: 'text',
      name: 'children',
      label: words('eligibility.q.home.children'),
      hint: words(answers.forWhom === 'child' ? 'eligibility.q.home.childrenHintChild' : 'eligibility.q.home.childrenHint'),
      width: 2,
    },
    {
      kind: 'text',
      name: 'others',
      label: words('eligibility.q.home.others'),
      hint: words('eligibility.q.home.othersHint'),
      width: 2,
    },
  ],
  schema: ({ answers }) =>
    Posted.transform((values, context) => {
      const partner = oneOf(context, values, 'partner', PARTNERS, 'eligibility.errors.partner') ?? 'none';
      const least = answers.forWhom === 'child' ? 1 : 0;
      const children = parseWhole(textOf(values, 'children'), 0, 8) ?? undefined;
      const others = parseWhole(textOf(values, 'others') || '0', 0, 4);
      const typed = textOf(values, 'children') === '' && least === 0 ? 0 : children;
      if (typed === undefined || typed < least) fault(context, 'children', `eligibility.errors.children${least}`);
      if (others === undefined || others === null) fault(context, 'others', 'eligibility.errors.others');
      return { home: { partner, children: typed ?? 0, others: others ?? 0 } };
    }),
  toValues: ({ answers: { home: kept } }) =>
    kept ? { partner: kept.partner, children: String(kept.children), others: String(kept.others) } : {},
};

export const ages: Question = {
  id: 'ages',
  slug: 'ages',
  askWhen: () => true,
  isAnswered: ({ answers }) =>
    listPeople(answers).every((key) => answers.ages?.[key] !== undefined) && answers.earners !== undefined,
  fields: ({ answers }) => {
    const people = listPeople(answers);
    const unaged = { ...answers, ages: undefined };
    return [
      ...people.map(
        (key): Field => ({
          kind: 'text',
          name: `age-${key}`,
          label: personWords(unaged, key),
          width: 4,
        }),
      ),
      {
        kind: 'checkboxes',
        name: 'earners',
        label: words('eligibility.q.ages.earners'),
        hint: words('eligibility.q.ages.earnersHint'),
        none: 'none',
        choices: [
          ...personChoices(unaged, people),
          { value: 'none', label: words('eligibility.q.ages.noOne') },
          { value: 'unsure', label: words('eligibility.choices.unsure') },
          { value: 'declined', label: words('eligibility.choices.declined') },
        ],
      },
    ];
  },
  schema: ({ answers }) =>
    Posted.transform((values, context) => {
      const people = listPeople(answers);
      const told: Record<PersonKey, number> = {};
      for (const key of people) {
        const max = isChildKey(key) ? 18 : 120;
        const age = parseWhole(textOf(values, `age-${key}`), 0, max);
        if (age === null || age === undefined) {
          fault(context, `age-${key}`, isChildKey(key) ? 'eligibility.errors.childAge' : 'eligibility.errors.age');
        } else told[key] = age;
      }
      const earners = someOf(
        context,
        values,
        'earners',
        [...people, 'none', 'unsure', 'declined'],
        ['none', 'unsure', 'declined'],
      );
      return { ages: told, earners };
    }),
  toValues: ({ answers }) => ({
    ...Object.fromEntries(listPeople(answers).map((key) => [`age-${key}`, answers.ages?.[key]?.toString()])),
    earners: answers.earners,
  }),
};

const children = (answers: EligibilityAnswers) => listPeople(answers).filter(isChildKey);

export const family: Question = {
  id: 'family',
  slug: 'family',
  askWhen: (answers) => answers.home?.partner === 'partner' && answers.home.children > 0,
  isAnswered: ({ answers }) => answers.shared !== undefined,
  fields: ({ answers }) => [
    {
      kind: 'checkboxes',
      name: 'shared',
      label: words('eligibility.q.family.title'),
      none: 'none',
      choices: [...personChoices(answers, children(answers)), { value: 'none', label: words('eligibility.q.family.none') }],
    },
  ],
  schema: ({ answers }) =>
    Posted.transform((values, context) => {
      const shared = someOf(context, values, 'shared', [...children(answers), 'none'], ['none']);
      return { shared: shared.filter((key) => key !== 'none') };
    }),
  toValues: ({ answers }) => ({ shared: answers.shared && answers.shared.length === 0 ? ['none'] : answers.shared }),
};

function claimChoices(answers: EligibilityAnswers): readonly Choice[] {
  const partner = answers.home?.partner === 'partner';
  return CHILD_CLAIMS.filter((code) => code !== 'partner' || partner).map((value) => ({
    value,
    label: words(value === 'unsure' ? 'eligibility.choices.unsure' : `eligibility.q.taxes.claim_${value}`),
  }));
}

export const taxes: Question = {
  id: 'taxes',
  slug: 'taxes',
  askWhen: () => true,
  isAnswered: ({ answers }) =>
    answers.taxes !== undefined && children(answers).every((key) => answers.taxes?.claims[key] !== undefined),
  fields: ({ answers }) => {
    const married = answers.home?.partner === 'married';
    const own: Field = {
      kind: 'radio',
      name: 'own',
      label: words('eligibility.q.taxes.own'),
      hint: words('eligibility.q.taxes.ownHint'),
      choices: OWN_TAXES.filter((code) => code !== 'joint' || married).map((value) => ({
        value,
        label: words(
          value === 'unsure' || value === 'declined' ? `eligibility.choices.${value}` : `eligibility.q.taxes.${value}`,
        ),
      })),
    };
    const claims = children(answers).map(
      (key): Field => ({
        kind: 'select',
        name: `claim-${key}`,
        label: words('eligibility.q.taxes.claim', { person: personWords(answers, key) }),
        choices: claimChoices(answers),
      }),
    );
    if (answers.home?.partner !== 'partner') return [own, ...claims];
    const partnerFiles: Field = {
      kind: 'radio',
      name: 'partnerFiles',
      label: words('eligibility.q.taxes.partnerFiles'),
      choices: (['yes', 'no', 'unsure'] as const).map((value) => ({ value, label: words(`eligibility.choices.${value}`) })),
    };
    return [own, partnerFiles, ...claims];
  },
  schema: ({ answers }) =>
    Posted.transform((values, context) => {
      const allowed = OWN_TAXES.filter((code) => code !== 'joint' || answers.home?.partner === 'married');
      const own = oneOf(context, values, 'own', allowed, 'eligibility.errors.taxes') ?? 'unsure';
      const claims: NonNullable<EligibilityAnswers['taxes']>['claims'] = {};
      for (const key of children(answers)) {
        claims[key] = oneOf(context, values, `claim-${key}`, CHILD_CLAIMS, 'eligibility.errors.claim') ?? 'unsure';
      }
      if (answers.home?.partner !== 'partner') return { taxes: { own, claims } };
      const partnerFiles =
        oneOf(context, values, 'partnerFiles', ['yes', 'no', 'unsure'], 'eligibility.errors.chooseOne') ?? 'unsure';
      return { taxes: { own, partnerFiles, claims } };
    }),
  toValues: ({ answers: { taxes: kept } }) =>
    kept
      ? {
          own: kept.own,
          partnerFiles: kept.partnerFiles,
          ...Object.fromEntries(Object.entries(kept.claims).map(([key, claim]) => [`claim-${key}`, claim])),
        }
      : {},
};
