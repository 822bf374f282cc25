import { describe, expect, it } from 'vitest';
import { facetCode } from '@/lib/directory/facets';
import { toFhirQuestionnaire, toFhirQuestionnaireResponse } from '@/lib/needs/fhir';
import { ReachSchema } from '@/lib/needs/model';
import { CHECK_PARTS, checkSchema, findCheckPart, INSTRUMENTS, type Sex } from '@/lib/needs/model-checks';
import data from '@/lib/needs/parameters/routing.json';
import { dangerIn, decideRouting } from '@/lib/needs/rules/route';
import { cutOf, isAnswered, isGateOpen, nextPart, totalOf, withPart } from '@/lib/needs/rules/score';

const part = (id: string) => findCheckPart(id) as NonNullable<ReturnType<typeof findCheckPart>>;
/** Scores of `items` items that add up to `total`, the first ones highest; the last item stays 0 while it can. */
const adding = (items: number, most: number, total: number) => {
  let left = total;
  return Array.from({ length: items }, () => {
    const score = Math.min(most, left);
    left -= score;
    return score;
  });
};
const at = new Date('2026-11-22T12:00:00Z');

describe('the published question sets', () => {
  it.each([
    ['phq9', '44249-1', '44261-6', 9, 27],
    ['gad7', '69737-5', '70274-6', 7, 21],
    ['auditC', '72109-2', '75626-2', 3, 12],
  ] as const)('%s has its LOINC codes, items and highest total', (id, loinc, totalLoinc, items, highest) => {
    const instrument = INSTRUMENTS.find((each) => each.id === id);
    expect(instrument).toMatchObject({ loinc, totalLoinc });
    expect(instrument?.items).toHaveLength(items);
    const most = instrument?.items.map(({ options }) => options.length - 1) ?? [];
    expect(totalOf({ [id]: most }, id)).toBe(highest);
  });

  it('have every text in both languages, a notice, and no item in two parts', () => {
    for (const { items, stem, notice, id } of INSTRUMENTS) {
      for (const words of [...items, ...items.flatMap(({ options }) => options), notice, ...(stem ? [stem] : [])]) {
        expect(words.en).not.toBe('');
        expect(words.es).not.toBe('');
      }
      const parts = CHECK_PARTS.filter(({ instrument }) => instrument === id);
      expect(parts.flatMap(({ from, to }) => items.slice(from, to))).toEqual(items);
    }
  });

  it('keep the ninth item', () => {
    expect(INSTRUMENTS[0]?.items[8]?.en).toBe('Thoughts that you would be better off dead or of hurting yourself in some way');
  });
});

describe('gates', () => {
  it.each([
    ['phq9', [0, 0], false],
    ['phq9', [1, 1], false],
    ['phq9', [2, 0], false],
    ['phq9', [2, 1], true],
    ['phq9', [0, 3], true],
    ['phq9', [3, 3], true],
    ['gad7', [0, 2], false],
    ['gad7', [1, 1], false],
    ['gad7', [1, 2], true],
    ['gad7', [3, 0], true],
  ] as const)('%s %j opens the rest: %s', (id, first, opens) => {
    expect(isGateOpen({ [id]: [...first] }, id)).toBe(opens);
    expect(isAnswered({ [id]: [...first] }, id)).toBe(!opens);
    const parts = CHECK_PARTS.filter(({ instrument }) => instrument === id);
    expect(nextPart({ [id]: [...first] }, part(parts[0]?.id ?? ''))).toEqual(opens ? parts[1] : null);
  });

  it('never open by half an answer', () => {
    expect(isGateOpen({ phq9: [3] }, 'phq9')).toBe(false);
    expect(isGateOpen({}, 'gad7')).toBe(false);
    expect(totalOf({ phq9: [3, 3, 3] }, 'phq9')).toBeNull();
  });
});

describe('what totals do to the routing', () => {
  it.each([
    // Every published cut-off of severity from both sides: 5, 10, 15, 20 and 5, 10, 15.
    ['phq9', 0, 9, 'routine', []],
    ['phq9', 4, 9, 'routine', []],
    ['phq9', 5, 9, 'routine', []],
    ['phq9', 9, 9, 'routine', []],
    ['phq9', 10, 9, 'routine', ['phq9-10']],
    ['phq9', 14, 9, 'routine', ['phq9-10']],
    ['phq9', 15, 9, 'routine', ['phq9-10']],
    ['phq9', 19, 9, 'routine', ['phq9-10']],
    ['phq9', 20, 9, 'urgent', ['phq9-20', 'phq9-10']],
    ['phq9', 24, 9, 'urgent', ['phq9-20', 'phq9-10']],
    ['gad7', 0, 7, 'routine', []],
    ['gad7', 4, 7, 'routine', []],
    ['gad7', 5, 7, 'routine', []],
    ['gad7', 9, 7, 'routine', []],
    ['gad7', 10, 7, 'routine', ['gad7-10']],
    ['gad7', 14, 7, 'routine', ['gad7-10']],
    ['gad7', 15, 7, 'routine', ['gad7-10']],
    ['gad7', 21, 7, 'routine', ['gad7-10']],
  ] as const)('%s %i is %s', (id, total, items, level, because) => {
    const routing = decideRouting({ checks: { [id]: adding(items, 3, total) } });
    expect(routing.level).toBe(level);
    expect(routing.because).toEqual(because);
  });

  it.each([
    ['male', 0, false],
    ['male', 3, false],
    ['male', 4, true],
    ['male', 12, true],
    ['female', 0, false],
    ['female', 2, false],
    ['female', 3, true],
    ['unknown', 2, false],
    ['unknown', 3, true],
    [undefined, 2, false],
    [undefined, 3, true],
  ] as const)('AUDIT-C of a person whose sex is %s and total %i counts: %s', (sex, total, counts) => {
    const checks = { auditC: adding(3, 4, total), ...(sex ? { sex: sex as Sex } : {}) };
    expect(total >= cutOf(checks, 'auditC')).toBe(counts);
    expect(decideRouting({ checks }).because).toEqual(counts ? ['audit-c'] : []);
  });

  it.each([1, 2, 3])('the ninth item at %i is an emergency whatever the total', (score) => {
    const routing = decideRouting({ checks: { phq9: [2, 1, 0, 0, 0, 0, 0, 0, score] } });
    expect(routing).toMatchObject({ level: 'emergent', withinHours: 2 });
    expect(dangerIn(part('2'), [0, 0, 0, 0, 0, 0, score])).toEqual(['phq9-item-9']);
  });

  it('the ninth item at 0 changes nothing, and other items are not taken for it', () => {
    expect(decideRouting({ checks: { phq9: [2, 1, 0, 0, 0, 0, 0, 0, 0] } }).level).toBe('routine');
    expect(dangerIn(part('2'), [3, 3, 3, 3, 3, 3, 0])).toEqual([]);
    for (const id of ['1', '3', '4', '5']) expect(dangerIn(part(id), [3, 3, 3, 3, 3, 3, 3])).toEqual([]);
  });

  it('only escalate: with any answers the level is never lower than without', () => {
    const needs = { now: { now: ['cannotCare' as const] } };
    for (const total of [0, 10, 27]) {
      expect(['urgent', 'emergent']).toContain(decideRouting({ ...needs, checks: { phq9: adding(9, 3, total) } }).level);
    }
  });

  it('look for services and concerns that the directory has', () => {
    for (const { services, concerns } of data.scoreRules) {
      for (const key of services) expect(facetCode('service', key)).toBeGreaterThan(1000);
      for (const key of concerns) expect(facetCode('concern', key)).toBeGreaterThan(11_000);
    }
  });
});

describe('answers of a part', () => {
  it('take the place of the part and leave the others', () => {
    const first = withPart({}, part('1'), { scores: [2, 2] });
    const full = withPart(first, part('2'), { scores: [1, 1, 1, 1, 1, 1, 0] });
    expect(full.phq9).toEqual([2, 2, 1, 1, 1, 1, 1, 1, 0]);
    expect(withPart(full, part('1'), { scores: [0, 0] }).phq9).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 0]);
    expect(withPart({}, part('2'), { scores: [1, 1, 1, 1, 1, 1, 0] })).toEqual({});
  });

  it('are refused with a gap, a score that is not offered, or no answer about the sex where it is asked', () => {
    expect(checkSchema(part('1')).safeParse({ q1: '3', q2: '0' }).data).toEqual({ scores: [3, 0] });
    for (const bad of [{ q1: '3' }, { q1: '4', q2: '0' }, { q1: '-1', q2: '0' }, { q1: 'x', q2: '0' }]) {
      expect(checkSchema(part('1')).safeParse(bad).success).toBe(false);
    }
    expect(checkSchema(part('5')).safeParse({ q1: '4', q2: '0', q3: '0' }).success).toBe(false);
    expect(checkSchema(part('5')).safeParse({ q1: '4', q2: '0', q3: '0', sex: 'unknown' }).data).toEqual({
      scores: [4, 0, 0],
      sex: 'unknown',
    });
  });
});

describe('as FHIR', () => {
  it('a full PHQ-9 of "nearly every day" totals 27 under its LOINC codes', () => {
    const response = toFhirQuestionnaireResponse('phq9', { phq9: Array(9).fill(3) }, at);
    expect(response.status).toBe('completed');
    expect(response.item.at(-1)).toEqual({ linkId: '44261-6', answer: [{ valueDecimal: 27 }] });
    expect(response.item[8]).toMatchObject({
      linkId: '44260-8',
      answer: [{ valueCoding: { code: 'LA6571-9', display: 'Nearly every day' } }],
    });
  });

  it('is in progress and has no total while items are missing', () => {
    const response = toFhirQuestionnaireResponse('gad7', { gad7: [1, 2] }, at);
    expect(response).toMatchObject({ status: 'in-progress', questionnaire: 'Questionnaire/69737-5' });
    expect(response.item).toHaveLength(2);
  });

  it('a questionnaire carries the notice, ordinal values and the words of its language', () => {
    const questionnaire = toFhirQuestionnaire('auditC', 'es');
    expect(questionnaire.copyright).toContain('AUDIT');
    expect(JSON.stringify(questionnaire.item[1])).toContain('"valueDecimal":4');
    expect(JSON.stringify(questionnaire.item[0])).toContain('¿Con qué frecuencia consume alguna bebida alcohólica?');
  });
});

describe('how a person may be reached', () => {
  it.each([
    [
      { way: 'call', phone: '(704) 555-0101' },
      { way: 'call', phone: '7045550101' },
    ],
    [
      { way: 'none', phone: '704-555-0101' },
      { way: 'none', phone: null },
    ],
    [{ way: 'none' }, { way: 'none', phone: null }],
  ])('%j is kept as %j', (typed, kept) => {
    expect(ReachSchema.parse(typed)).toEqual(kept);
  });

  it.each([[{ way: 'text', phone: '' }], [{ way: 'call', phone: '12' }], [{ phone: '704-555-0101' }], [{ way: 'mail' }]])(
    '%j is refused',
    (typed) => {
      expect(ReachSchema.safeParse(typed).success).toBe(false);
    },
  );
});
