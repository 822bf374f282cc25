import type { EligibilityAnswers, PersonKey } from '../answers';
import { type Choice, type Words, words } from './field';

/** How a person is named: by their part in the home, because we ask for no names. */
export function personWords(answers: EligibilityAnswers, key: PersonKey): Words {
  const age = answers.ages?.[key];
  const number = Number(key.replace(/\D/g, '') || 0);
  if (key === 'you') {
    const helped = answers.forWhom === 'guardian' || answers.forWhom === 'helper';
    return words(helped ? 'eligibility.people.helped' : 'eligibility.people.you');
  }
  if (key === 'spouse')
    return words(answers.home?.partner === 'married' ? 'eligibility.people.spouse' : 'eligibility.people.partner');
  const kind = key.startsWith('child') ? 'child' : 'other';
  return age === undefined
    ? words(`eligibility.people.${kind}`, { number })
    : words(`eligibility.people.${kind}Aged`, { number, age });
}

export function personChoices(answers: EligibilityAnswers, keys: readonly PersonKey[]): readonly Choice[] {
  return keys.map((key) => ({ value: key, label: personWords(answers, key) }));
}

/** The person of a finding; the engine's ids are our person keys. */
export function findingWords(answers: EligibilityAnswers, id: string): Words {
  return personWords(answers, id as PersonKey);
}
