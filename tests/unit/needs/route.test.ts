import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetCode } from '@/lib/directory/facets';
import { MESSAGES } from '@/lib/i18n/messages';
import {
  AGE_BANDS,
  CONSENT_BASES,
  consentOf,
  HAPPENING_NOW,
  HELP_WITH,
  type Needs,
  NowSchema,
  needPagesOf,
  nextNeedPage,
  VisitSchema,
} from '@/lib/needs/model';
import { decideRouting, levelsBelow, ROUTING_RULES, RULE_IDS } from '@/lib/needs/rules/route';

const LEVELS = ['routine', 'urgent', 'emergent'];
const needsWith = (help: readonly string[], now: readonly string[]): Needs =>
  ({ help: { help }, now: { now } }) as unknown as Needs;

describe('routing by needs', () => {
  it.each(ROUTING_RULES.map((rule) => [rule.id, rule] as const))('rule %s gives its level, services and reason', (_, rule) => {
    const routing = decideRouting(rule.answer === 'help' ? needsWith([rule.value], ['none']) : needsWith([], [rule.value]));
    expect(routing.level).toBe(rule.level);
    expect(routing.services).toEqual(rule.services);
    expect(routing.because).toEqual([rule.id]);
  });

  it.each([
    ['selfHarm', 'emergent', 2],
    ['withdrawal', 'emergent', 2],
    ['cannotCare', 'urgent', 48],
    ['pregnantUsing', 'urgent', 48],
    ['leftHospital', 'urgent', 48],
    ['none', 'routine', null],
  ])('"%s" today is %s', (now, level, hours) => {
    expect(decideRouting(needsWith([], [now]))).toMatchObject({ level, withinHours: hours });
  });

  it('only escalates: another answer never lowers the level', () => {
    const help = fc.subarray([...HELP_WITH]);
    const now = fc.subarray([...HAPPENING_NOW]);
    fc.assert(
      fc.property(help, now, fc.constantFrom(...HELP_WITH), fc.constantFrom(...HAPPENING_NOW), (h, n, moreHelp, moreNow) => {
        const before = LEVELS.indexOf(decideRouting(needsWith(h, n)).level);
        const after = LEVELS.indexOf(decideRouting(needsWith([...h, moreHelp], [...n, moreNow])).level);
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('only escalates: no score lowers the level that the answers gave, and no higher score gives a lower one', () => {
    const item = fc.integer({ min: 0, max: 3 });
    const phq9 = fc.array(item, { minLength: 9, maxLength: 9 });
    const gad7 = fc.array(item, { minLength: 7, maxLength: 7 });
    const auditC = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.subarray([...HAPPENING_NOW]), phq9, gad7, auditC, fc.nat(8), (now, p, g, a, at) => {
        const rank = (needs: Needs) => LEVELS.indexOf(decideRouting(needs).level);
        const base = needsWith([], now);
        const scored = { ...base, checks: { phq9: p, gad7: g, auditC: a } };
        const worse = { ...scored, checks: { ...scored.checks, phq9: p.map((score, index) => (index === at ? 3 : score)) } };
        expect(rank(scored)).toBeGreaterThanOrEqual(rank(base));
        expect(rank(worse)).toBeGreaterThanOrEqual(rank(scored));
      }),
    );
  });

  it('knows what is below each level, so that staff can only lower', () => {
    expect(levelsBelow('emergent')).toEqual(['urgent', 'routine']);
    expect(levelsBelow('urgent')).toEqual(['routine']);
    expect(levelsBelow('routine')).toEqual([]);
  });

  it.each(['en', 'es'] as const)('every rule has words for the desk in %s', (locale) => {
    for (const id of RULE_IDS) expect((MESSAGES[locale].desk.rules as Record<string, string>)[id], id).toBeTruthy();
  });

  it('has a rule for every answer but "none of these"', () => {
    const values = new Set(ROUTING_RULES.map(({ value }) => value));
    for (const value of [...HELP_WITH, ...HAPPENING_NOW].filter((each) => each !== 'none')) expect(values).toContain(value);
  });

  it('names only services and concerns that the directory has', () => {
    for (const rule of ROUTING_RULES) {
      for (const key of rule.services) expect(facetCode('service', key)).toBeGreaterThan(1000);
      for (const key of rule.concerns) expect(facetCode('concern', key)).toBeGreaterThan(11_000);
    }
  });
});

describe('need answers', () => {
  it('takes "none of these" only alone', () => {
    expect(NowSchema.safeParse({ now: ['none'] }).success).toBe(true);
    expect(NowSchema.safeParse({ now: ['none', 'selfHarm'] }).success).toBe(false);
    expect(NowSchema.safeParse({ now: [] }).success).toBe(false);
  });

  it.each([
    ['28052', true],
    [' 28052 ', true],
    ['28052-1234', true],
    ['2805', false],
    ['abcde', false],
  ])('ZIP code "%s" is taken: %s', (zip, taken) => {
    expect(VisitSchema.safeParse({ zip, mode: 'any', order: 'soonest' }).success).toBe(taken);
  });

  it('asks the first page without an answer', () => {
    expect(nextNeedPage(null)).toBe('who');
    expect(nextNeedPage({ who: { forWhom: 'self', age: 'adult', language: 'en' } })).toBe('help');
  });

  it.each(AGE_BANDS)('asks who agrees for minors only, and takes every ground as it is told: %s', (age) => {
    const who = { forWhom: 'self', age, language: 'en' } as const;
    const minor = ['under6', 'child', 'teen'].includes(age);
    expect(needPagesOf({ who }).includes('consent')).toBe(minor);
    for (const consent of CONSENT_BASES) expect(consentOf({ who, consent: { consent } })).toBe(minor ? consent : null);
    expect(consentOf({ who, consent: { consent: 'unsure' } })).toBeNull();
    expect(consentOf({ who })).toBeNull();
  });
});
