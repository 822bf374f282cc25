import { expect, it } from 'vitest';
import { sharedZone, slotLabel } from '@/components/appointment/time-picker';
import { visitTime } from '@/components/appointment/visit-time';
import { buildVisitType } from '../../factories/scheduling';

const slot = (iso: string) => {
  const start = new Date(iso);
  return {
    roleId: 'r',
    visitTypeId: buildVisitType().id,
    mode: 'inPerson',
    start,
    end: start,
    zone: 'America/New_York',
  } as const;
};
const dayOf = (...isos: string[]) => ({ key: 'd', heading: 'Sunday', slots: isos.map(slot) });

it('P3, P9: the repeated hour is told apart by its abbreviation, and other days say the zone once', () => {
  const change = dayOf('2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z');
  expect(sharedZone('en', change)).toBeNull();
  expect(change.slots.map((each) => slotLabel('en', change, each))).toEqual(['1:30\u00a0a.m. EDT', '1:30\u00a0a.m. EST']);
  const plain = dayOf('2026-12-01T14:30:00Z', '2026-12-01T15:00:00Z');
  expect(sharedZone('en', plain)).toBe('EST');
  expect(plain.slots.map((each) => slotLabel('es', plain, each))).toEqual(['9:30\u00a0a.\u00a0m.', '10:00\u00a0a.\u00a0m.']);
});

it.each([
  ['inPerson', 'America/Chicago', 'Tuesday, December 1, 2026, 8:30\u00a0a.m. CST'],
  ['video', 'America/Chicago', 'Tuesday, December 1, 2026, 9:30\u00a0a.m. EST (8:30\u00a0a.m. CST where the provider is)'],
  ['phone', 'America/New_York', 'Tuesday, December 1, 2026, 9:30\u00a0a.m. EST'],
] as const)('P9: a visit (%s, provider in %s) is told as "%s"', (mode, zone, words) => {
  expect(visitTime('en', { ...slot('2026-12-01T14:30:00Z'), mode, zone })).toBe(words);
});
