import { describe, expect, it } from 'vitest';
import type { PlainDateString } from '@/lib/clock';
import { ALL_PARAMETERS, FIRST_DAY, LAST_DAY, listParametersOn, parametersOn } from '@/lib/eligibility/parameters';
import { QUESTIONS } from '@/lib/eligibility/questions/table';
import { IMMIGRATION_STATUSES, WORK_EXEMPTIONS } from '@/lib/eligibility/vocabulary';
import { LOCALES } from '@/lib/i18n/locale';
import { MESSAGES } from '@/lib/i18n/messages';
import { fleschKincaidGrade, inflesz } from './readability';

/** All sentences under a node, as one text with a stop after each. */
function textOf(node: unknown): string {
  if (typeof node === 'string')
    return `${node.replace(/\{[^{}]*\{[^{}]*\}[^{}]*(\{[^{}]*\})?\s*\}/g, 'one').replace(/\{\w+[^}]*\}/g, 'one')}. `;
  return Object.values(node as object)
    .map(textOf)
    .join('');
}

describe('words of step 1', () => {
  it.each(QUESTIONS.map((question) => question.id))('page %s reads at grade 6 or below', (id) => {
    const page = MESSAGES.en.eligibility.q[id as keyof typeof MESSAGES.en.eligibility.q];
    expect(fleschKincaidGrade(textOf(page))).toBeLessThanOrEqual(6);
  });

  it.each([
    ['start', MESSAGES.en.eligibility.start],
    ['errors', MESSAGES.en.eligibility.errors],
    ['check', MESSAGES.en.eligibility.check],
    [
      'result',
      {
        ...MESSAGES.en.eligibilityResult,
        group: undefined,
        status: MESSAGES.en.eligibilityResult.status.body,
        exempt: undefined,
        reason: undefined,
      },
    ],
    ['reasons', MESSAGES.en.eligibilityResult.reason],
  ])('page %s reads at grade 6 or below', (_name, node) => {
    expect(fleschKincaidGrade(textOf(JSON.parse(JSON.stringify(node))))).toBeLessThanOrEqual(6);
  });

  it('is easy Spanish on the whole (INFLESZ 65)', () => {
    const hard = QUESTIONS.map(
      ({ id }) => [id, inflesz(textOf(MESSAGES.es.eligibility.q[id as keyof typeof MESSAGES.es.eligibility.q]))] as const,
    ).filter(([, score]) => score < 65);
    // A warning, not a bar: the measure counts program names, which have no shorter word.
    if (hard.length > 0) console.warn('INFLESZ under 65:', hard.map(([id, score]) => `${id} ${score.toFixed(0)}`).join(', '));
    expect(inflesz(textOf(MESSAGES.es.eligibility.q))).toBeGreaterThan(60);
  });

  it('says why each question is asked', () => {
    for (const locale of LOCALES)
      for (const { id } of QUESTIONS) {
        expect(MESSAGES[locale].eligibility.q[id as keyof typeof MESSAGES.en.eligibility.q].why.length).toBeGreaterThan(20);
      }
  });

  it('never calls anyone eligible or denied', () => {
    for (const node of [MESSAGES.en.eligibility, MESSAGES.en.eligibilityResult]) {
      expect(textOf(node)).not.toMatch(/\b(eligible|ineligible|denied|deny)\b/i);
    }
    for (const node of [MESSAGES.es.eligibility, MESSAGES.es.eligibilityResult])
      expect(textOf(node)).not.toMatch(/\b(elegible|denegad[oa])\b/i);
  });

  it('has the same keys in both languages, and names every status, exemption and parameter', () => {
    const keys = (node: unknown, path = ''): string[] =>
      typeof node === 'string' ? [path] : Object.entries(node as object).flatMap(([key, value]) => keys(value, `${path}.${key}`));
    for (const file of ['eligibility', 'eligibilityResult', 'eligibilityRules'] as const) {
      expect(keys(MESSAGES.es[file])).toEqual(keys(MESSAGES.en[file]));
    }
    expect(Object.keys(MESSAGES.en.eligibilityResult.status.options)).toEqual([...IMMIGRATION_STATUSES]);
    expect(Object.keys(MESSAGES.en.eligibilityResult.exempt).sort()).toEqual([...WORK_EXEMPTIONS].sort());
    const named = Object.keys(MESSAGES.en.eligibilityRules.names).sort();
    expect(named).toEqual([...new Set(ALL_PARAMETERS.map((parameter) => parameter.id))].sort());
  });
});

describe('the parameters', () => {
  it('each carry a citation, a source, a day of checking and a confidence', () => {
    for (const parameter of ALL_PARAMETERS) {
      expect(parameter.citation.length).toBeGreaterThan(5);
      expect(parameter.source).toMatch(/^https?:\/\//);
      expect(parameter.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(['high', 'medium', 'low']).toContain(parameter.confidence);
    }
  });

  it('never overlap, and follow each other without a gap', () => {
    for (const id of new Set(ALL_PARAMETERS.map((parameter) => parameter.id))) {
      const rows = ALL_PARAMETERS.filter((parameter) => parameter.id === id);
      const sorted = rows.toSorted((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
      sorted.slice(1).forEach((row, at) => {
        const before = sorted[at]?.effectiveTo ?? '';
        const dayAfter = new Date(Date.parse(before) + 86_400_000).toISOString().slice(0, 10);
        expect([id, dayAfter]).toEqual([id, row.effectiveFrom]);
      });
    }
  });

  it('are all there on the first and the last day that a screening may name', () => {
    for (const day of [FIRST_DAY, LAST_DAY]) {
      const ids = new Set(listParametersOn(day).map((parameter) => parameter.id));
      const missing = ALL_PARAMETERS.filter((parameter) => !ids.has(parameter.id)).map((parameter) => parameter.id);
      expect(missing.filter((id) => !id.startsWith('work-rule'))).toEqual([]);
    }
  });

  it.each([
    ['138 % for one', 'expansion-limit', 1, 183_540],
    ['138 % for four', 'expansion-limit', 4, 379_500],
    ['201 % for three', 'pregnant-limit', 3, 457_610],
    ['216 % for six', 'child-limit', 6, 798_480],
    ['195 % for two', 'family-planning-limit', 2, 351_650],
    ['100 % for two', 'abd-limit', 2, 180_333],
  ])('make the published monthly limit of %s', async (_name, id, size, cents) => {
    const { percentLimit } = await import('@/lib/eligibility/rules/limits');
    expect(percentLimit(parametersOn('2026-11-22' as PlainDateString), id, size)).toBe(cents);
  });

  it('give the dollar tables beyond their last row', () => {
    const set = parametersOn('2026-11-22' as PlainDateString);
    expect([1, 10, 12].map((size) => set.centsForSize('parent-limit', size))).toEqual([43_400, 116_900, 132_500]);
    expect(set.centsForSize('medically-needy-level', 9)).toBe(55_800);
  });
});
