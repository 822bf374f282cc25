/** What step 1 may have told. */
export interface KnownBefore {
  readonly forWhom: string | null;
  readonly ageBand: 'child' | 'young_adult' | 'adult' | 'senior' | null;
}

const FOR_WHOM: Readonly<Record<string, string>> = {
  self: 'self',
  child: 'child',
  other: 'adult',
  adult: 'adult',
  household: 'self',
};

/** Answers that need not be given twice: they stand in the form already and can be changed. A child's age band is asked. */
export function knownAboutPerson(known: KnownBefore, locale: string): Readonly<Record<string, string>> {
  const age = known.ageBand === 'senior' ? 'older' : known.ageBand && known.ageBand !== 'child' ? 'adult' : undefined;
  const forWhom = known.forWhom ? FOR_WHOM[known.forWhom] : undefined;
  return { language: locale, ...(age ? { age } : {}), ...(forWhom ? { forWhom } : {}) };
}
