import { z } from 'zod';
import type { Locale } from '@/lib/i18n/locale';
import data from './parameters/instruments.json';

export type InstrumentId = 'phq9' | 'gad7' | 'auditC';
type Words = Readonly<Record<Locale, string>>;

interface InstrumentItem extends Words {
  readonly loinc: string;
  /** In the order of their scores: the first counts 0. */
  readonly options: readonly (Words & { readonly loinc: string })[];
}

/** A published set of questions, in its own words. */
export interface Instrument {
  readonly id: InstrumentId;
  readonly name: string;
  readonly loinc: string;
  readonly totalLoinc: string;
  /** Said before every item; null when the items are questions themselves. */
  readonly stem: Words | null;
  readonly notice: Words;
  /** The rest is asked when the first `items` reach `atLeast`. */
  readonly gate: { readonly items: number; readonly atLeast: number } | null;
  readonly cut: Readonly<Partial<Record<'all' | Sex, number>>>;
  readonly items: readonly InstrumentItem[];
}

export const SEXES = ['female', 'male', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

export const INSTRUMENTS = data.instruments as readonly Instrument[];

export function getInstrument(id: InstrumentId): Instrument {
  const found = INSTRUMENTS.find((instrument) => instrument.id === id);
  if (!found) throw new Error(`No instrument ${id} in parameters/instruments.json`);
  return found;
}

/** One page of an instrument. Numbers, so that an address tells nothing. */
export interface CheckPart {
  readonly id: string;
  readonly instrument: InstrumentId;
  /** First and behind-last item. */
  readonly from: number;
  readonly to: number;
  /** Cut-offs that differ by sex need it asked. */
  readonly asksSex?: true;
}

export const CHECK_PARTS: readonly CheckPart[] = [
  { id: '1', instrument: 'phq9', from: 0, to: 2 },
  { id: '2', instrument: 'phq9', from: 2, to: 9 },
  { id: '3', instrument: 'gad7', from: 0, to: 2 },
  { id: '4', instrument: 'gad7', from: 2, to: 7 },
  { id: '5', instrument: 'auditC', from: 0, to: 3, asksSex: true },
];

export const findCheckPart = (id: string): CheckPart | null => CHECK_PARTS.find((part) => part.id === id) ?? null;

/** The field of an item, counted from 1 as on paper. */
export const itemField = (index: number) => `q${index + 1}`;

/** What the form of a part posts: a score for each of its items, and the sex where it is asked. */
export function checkSchema(part: CheckPart) {
  const items = getInstrument(part.instrument).items.slice(part.from, part.to);
  const fields = items.map(({ options }, index) => {
    const score = z
      .string('needs.errors.answer')
      .regex(/^\d$/, 'needs.errors.answer')
      .transform(Number)
      .refine((value) => value < options.length, 'needs.errors.answer');
    return [itemField(part.from + index), score] as const;
  });
  const sex = part.asksSex ? { sex: z.enum(SEXES, 'needs.errors.sex') } : {};
  return z.object({ ...Object.fromEntries(fields), ...sex }).transform((values: Record<string, unknown>) => ({
    scores: items.map((_, index) => Number(values[itemField(part.from + index)])),
    ...(part.asksSex ? { sex: values.sex as Sex } : {}),
  }));
}
export type CheckAnswers = z.output<ReturnType<typeof checkSchema>>;

const scores = z.array(z.number().int().min(0).max(4));
/** Answers to the instruments: scores in the order of the items, only as far as they were asked. */
export const ChecksSchema = z.object({
  phq9: scores.max(9).optional(),
  gad7: scores.max(7).optional(),
  auditC: scores.max(3).optional(),
  sex: z.enum(SEXES).optional(),
});
export type Checks = z.output<typeof ChecksSchema>;
