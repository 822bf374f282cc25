import type { z } from 'zod';
import type { MessageKey, Translator } from '@/lib/i18n/translator';
import type { EligibilityAnswers, PersonKey } from '../answers';

/** A message with its values; pages translate. */
export interface Words {
  readonly key: string;
  /** Numbers, texts, or words that are translated first. */
  readonly values?: Readonly<Record<string, string | number | Words>>;
}

export const words = (key: string, values?: Words['values']): Words => (values ? { key, values } : { key });

export interface Choice {
  readonly value: string;
  readonly label: Words;
  readonly hint?: Words;
}

export type Field =
  | {
      readonly kind: 'radio';
      readonly name: string;
      readonly label: Words;
      readonly hint?: Words;
      readonly choices: readonly Choice[];
    }
  | {
      readonly kind: 'checkboxes';
      readonly name: string;
      readonly label: Words;
      readonly hint?: Words;
      readonly choices: readonly Choice[];
      readonly none?: string;
    }
  | {
      readonly kind: 'select';
      readonly name: string;
      readonly label: Words;
      readonly hint?: Words;
      readonly choices: readonly Choice[];
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly label: Words;
      readonly hint?: Words;
      readonly money?: boolean;
      readonly width: 2 | 4 | 10;
    }
  | { readonly kind: 'group'; readonly name: string; readonly label: Words; readonly fields: readonly Field[] };

/** What a browser posted or what is kept: text, or a list for checkboxes. */
export type FieldValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a question sees: the answers so far, and the person it is about where it is asked once for each. */
export interface Asking {
  readonly answers: EligibilityAnswers;
  readonly person: PersonKey;
}

/** One question of step 1. Pages, order, checks and the check-answers list all derive from the table of these. */
export interface Question {
  readonly id: string;
  /** Last part of the address: neutral, because addresses stay in the history of shared phones. */
  readonly slug: string;
  /** Asked once for each of these people; once for all when left out. */
  readonly perPerson?: (answers: EligibilityAnswers) => readonly PersonKey[];
  readonly askWhen: (answers: EligibilityAnswers) => boolean;
  readonly isAnswered: (asking: Asking) => boolean;
  readonly fields: (asking: Asking) => readonly Field[];
  /** Posted values → the part of the answers to replace. Messages are full message keys. */
  readonly schema: (asking: Asking) => z.ZodType<Partial<EligibilityAnswers>>;
  /** Kept answers → values of the fields. */
  readonly toValues: (asking: Asking) => FieldValues;
}

/** Translates words whose key is data. The message tests prove that every key in the table exists. */
export function say(t: Translator, { key, values }: Words): string {
  const plain = Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === 'object' ? say(t, value) : value]),
  );
  return t(key as MessageKey, plain as never);
}
