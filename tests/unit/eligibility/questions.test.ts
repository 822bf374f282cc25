import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDateString } from '@/lib/clock';
import type { EligibilityAnswers } from '@/lib/eligibility/answers';
import { listCheckRows } from '@/lib/eligibility/check-rows';
import { buildScreeningInputs } from '@/lib/eligibility/household-from-answers';
import { ScreeningInputSchema } from '@/lib/eligibility/model';
import { askingOf, backPath, findAsked, listAsked, nextPath, pathOf, QUESTIONS } from '@/lib/eligibility/questions/table';
import { listDocuments, listReasonLines } from '@/lib/eligibility/result-view';
import { screenAnswers } from '@/lib/eligibility/screening';
import { LOCALES } from '@/lib/i18n/locale';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import { walkedAnswers } from './arbitrary-answers';

const DAY = '2026-11-22' as PlainDateString;

function answer(answers: EligibilityAnswers, slug: string, values: Record<string, string | string[]>) {
  const asked = findAsked(answers, slug);
  if (!asked) throw new Error(`no page ${slug}`);
  return asked.question.schema(askingOf(answers, asked)).safeParse(values);
}

const single: EligibilityAnswers = {
  forWhom: 'self',
  county: '37071',
  benefits: ['none'],
  home: { partner: 'none', children: 0, others: 0 },
  ages: { you: 34 },
  earners: ['you'],
  taxes: { own: 'alone', claims: {} },
  money: { you: { told: 'rows', rows: [{ kind: 'wages', amount: 1500, per: 'month' }] } },
  situations: ['none'],
  work: ['medically_frail_sud'],
};

describe('the path through the questions', () => {
  it('gives someone with SSI a result after three pages', () => {
    const answers: EligibilityAnswers = { forWhom: 'self', county: '37071', benefits: ['ssi'] };
    expect(listAsked(answers).map((asked) => asked.slug)).toEqual(['who', 'county', 'now']);
    expect(nextPath(answers, 'now', false)).toBe('/eligibility/result');
    expect(screenAnswers(answers, DAY).findings).toMatchObject([{ id: 'you', result: 'automatic', group: 'SSI' }]);
  });

  it('asks a family of four on at most twelve pages, the check page among them', () => {
    const answers: EligibilityAnswers = {
      ...single,
      home: { partner: 'married', children: 2, others: 0 },
      ages: { you: 35, spouse: 37, child1: 6, child2: 15 },
      earners: ['you', 'spouse'],
      situations: ['pregnant'],
    };
    expect(listAsked(answers).length + 1).toBeLessThanOrEqual(12);
  });

  it('goes on for the others in the home after an early result, when asked to', () => {
    const answers: EligibilityAnswers = { forWhom: 'self', county: '37071', benefits: ['ssi'], more: true };
    expect(nextPath(answers, 'now', false)).toBe('/eligibility/home');
  });

  it('asks nothing more of someone outside North Carolina', () => {
    const answers: EligibilityAnswers = { forWhom: 'self', county: 'outside' };
    expect(nextPath(answers, 'county', false)).toBe('/eligibility/result');
    expect(screenAnswers(answers, DAY).findings).toMatchObject([{ result: 'not_nc', nextStep: 'other_state' }]);
  });

  it('leads back page by page, and from a change to the check page', () => {
    expect(backPath(single, 'who')).toBeNull();
    expect(backPath(single, 'county')).toBe('/eligibility');
    expect(backPath(single, 'money')).toBe('/eligibility/taxes');
    expect(nextPath(single, 'county', true)).toBe('/eligibility/check');
  });

  it('after a change asks only what that change made open', () => {
    const married: EligibilityAnswers = { ...single, home: { partner: 'married', children: 0, others: 0 } };
    expect(nextPath(married, 'home', true)).toBe('/eligibility/ages');
  });

  it('uses addresses that name no benefit, condition or status', () => {
    for (const { slug } of QUESTIONS)
      expect(slug).toMatch(/^(who|county|now|home|ages|family|taxes|money|about|details|savings|work)$/);
  });
});

describe('what people type', () => {
  it.each([
    ['$1,200', 1200],
    ['1200.50', 1200.5],
    [' 900 ', 900],
  ])('reads the amount %j', (typed, amount) => {
    const parsed = answer(single, 'money', { 'amount-wages': typed, 'per-wages': 'month' });
    expect(parsed.data?.money?.you?.rows).toEqual([{ kind: 'wages', amount, per: 'month' }]);
  });

  it.each([
    ['money', { 'amount-wages': 'abc' }, 'amount-wages', 'eligibility.errors.amount'],
    ['money', { 'amount-wages': '-5' }, 'amount-wages', 'eligibility.errors.amount'],
    ['money', { 'amount-wages': '15', 'per-wages': 'hour' }, 'hours-wages', 'eligibility.errors.hours'],
    ['money', { 'amount-wages': '15' }, 'per-wages', 'eligibility.errors.per'],
    ['money', {}, 'amount-wages', 'eligibility.errors.money'],
    ['county', { county: '37999' }, 'county', 'eligibility.errors.county'],
    ['now', {}, 'benefits', 'eligibility.errors.chooseOne'],
    ['now', { benefits: ['none', 'ssi'] }, 'benefits', 'eligibility.errors.noneAlone'],
    ['ages', { 'age-you': '200', earners: ['none'] }, 'age-you', 'eligibility.errors.age'],
    ['home', { partner: 'x', children: '1' }, 'partner', 'eligibility.errors.partner'],
    ['home', { partner: 'none', children: '9' }, 'children', 'eligibility.errors.children0'],
  ] as const)('on page %s refuses %j and says which field', (slug, values, field, message) => {
    const parsed = answer(single, slug, values as Record<string, string>);
    expect(parsed.error?.issues.map((issue) => [issue.path[0], issue.message])).toContainEqual([field, message]);
  });

  it('counts the child that the answers are for', () => {
    const parsed = answer({ forWhom: 'child', county: '37071', benefits: ['none'] }, 'home', {
      partner: 'none',
      children: '0',
      others: '0',
    });
    expect(parsed.error?.issues[0]?.message).toBe('eligibility.errors.children1');
  });

  it('takes "I am not sure" about money as possible, never as zero', () => {
    const unsure: EligibilityAnswers = { ...single, money: { you: { told: 'unsure', rows: [] } } };
    expect(screenAnswers(unsure, DAY).findings[0]).toMatchObject({ result: 'possible', countedMonthly: null });
  });

  it('makes an unsure tax answer matter only where it changes the result', () => {
    const unsure: EligibilityAnswers = { ...single, taxes: { own: 'unsure', claims: {} } };
    expect(screenAnswers(unsure, DAY).findings[0]).toMatchObject({ result: 'likely' });
    const family: EligibilityAnswers = {
      ...single,
      home: { partner: 'none', children: 0, others: 2 },
      ages: { you: 34, other1: 60, other2: 61 },
      money: { you: { told: 'rows', rows: [{ kind: 'wages', amount: 2500, per: 'month' }] } },
      taxes: { own: 'unsure', claims: {} },
    };
    const [finding] = screenAnswers(family, DAY).findings;
    expect(finding?.result).toBe('possible');
    expect(finding?.reasons.map((reason) => reason.code)).toContain('answers_unsure');
  });

  it('lets immigration change a result only where it was told, and keeps it out of the answers', () => {
    expect(screenAnswers(single, DAY, { you: { status: 'undocumented' } }).findings[0]?.result).toBe('emergency_only');
    expect(screenAnswers(single, DAY).findings[0]?.result).toBe('likely');
    expect(JSON.stringify(single)).not.toMatch(/undocumented|immigration/);
  });
});

describe('any walk through the pages', () => {
  it('ends, and gives households that the engine’s schema accepts', () => {
    fc.assert(
      fc.property(walkedAnswers, ({ answers, pages }) => {
        expect(pages.length).toBeLessThan(25);
        for (const input of buildScreeningInputs(answers, DAY, {})) {
          expect(ScreeningInputSchema.safeParse(input).error?.issues ?? []).toEqual([]);
        }
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('finds every message it needs, in both languages', () => {
    fc.assert(
      fc.property(walkedAnswers, ({ answers }) => {
        for (const locale of LOCALES) {
          const t = translator(locale);
          expect(listCheckRows(t, locale, answers).length).toBeGreaterThan(1);
          const { findings } = screenAnswers(answers, DAY);
          for (const finding of findings) {
            expect(listReasonLines(t, locale, finding, DAY).length).toBeGreaterThan(0);
            expect(t(`eligibilityResult.title.${finding.result}`)).toBeTruthy();
          }
          for (const item of listDocuments(answers, findings, true))
            expect(t(`eligibilityResult.bring.${item}` as MessageKey)).toBeTruthy();
        }
      }),
      { numRuns: 250, seed: 8 },
    );
  });

  it('keeps every answer when a page is sent again unchanged', () => {
    fc.assert(
      fc.property(walkedAnswers, ({ answers }) => {
        for (const asked of listAsked(answers)) {
          const asking = askingOf(answers, asked);
          const parsed = asked.question.schema(asking).safeParse(asked.question.toValues(asking));
          expect([asked.slug, parsed.error?.issues ?? []]).toEqual([asked.slug, []]);
          expect({ ...answers, ...parsed.data }).toEqual(answers);
          expect(pathOf(asked)).toMatch(/^\/eligibility/);
        }
      }),
      { numRuns: 250, seed: 9 },
    );
  });
});
