import type { FreeSlot } from './free-slots';

/**
 * The other times to offer someone who lost one: nearest to the wanted start, different starts, the same kind of
 * visit before another kind; shown in order of time. @param slots free times, any order
 */
export function pickAlternatives(
  slots: readonly FreeSlot[],
  wanted: { readonly start: number; readonly visitTypeId: string },
  count: number,
): FreeSlot[] {
  const ranked = [...slots].sort((a, b) => {
    const kind = Number(a.visitTypeId !== wanted.visitTypeId) - Number(b.visitTypeId !== wanted.visitTypeId);
    return kind || Math.abs(a.start - wanted.start) - Math.abs(b.start - wanted.start) || a.start - b.start;
  });
  const chosen = new Map<number, FreeSlot>();
  for (const slot of ranked) {
    if (chosen.size === count) break;
    if (!chosen.has(slot.start)) chosen.set(slot.start, slot);
  }
  return [...chosen.values()].sort((a, b) => a.start - b.start);
}
