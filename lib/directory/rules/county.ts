import type { ZipPlace } from '../places';

export interface CountyDecision {
  /** Null: not known, or the person does not know either. */
  readonly fips: string | null;
  /** The counties to choose from while nobody has said which; else empty. */
  readonly ask: readonly string[];
}

/**
 * In which county a person lives. A ZIP code alone decides it only where it lies in one; else what was told in step 1 or
 * chosen counts, when the ZIP code reaches there.
 */
export function decideCounty(
  zip: ZipPlace | null,
  { told, chosen }: { readonly told: string | null; readonly chosen: string | null },
): CountyDecision {
  const counties = zip?.counties ?? [];
  const said = [chosen, told].find((fips) => fips !== null && counties.includes(fips));
  if (said) return { fips: said, ask: [] };
  if (counties.length < 2) return { fips: counties[0] ?? told, ask: [] };
  return { fips: null, ask: chosen === 'unsure' ? [] : counties };
}
