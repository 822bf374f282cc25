import { expect, it, vi } from 'vitest';
import { fixedClock, instant } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };

/** The application as it starts with other root keys: settings are read once for each process. */
async function restartedWith(current: string, previous: string) {
  vi.resetModules();
  process.env.SECRET_KEY = current;
  process.env.SECRET_KEY_PREVIOUS = previous;
  const { findByCode } = await import('@/lib/scheduling/queries');
  const { resealVisits } = await import('@/lib/scheduling/commands-erasure');
  return { findByCode, resealVisits };
}

it('a visit is found and read before, while and after the root key is replaced', async () => {
  const old = process.env.SECRET_KEY ?? '';
  const next = Buffer.alloc(32, 43).toString('base64');
  const role = await createBookableRole(database);
  const visitor = createVisitor();
  const hold = await holdSlot(visitor, { ...role, start: instant('2026-12-01T15:00:00Z') }, deps);
  const details = { ...VISIT_DETAILS, accessNeeds: [] };
  const { result } = await bookAppointment(visitor, { appointmentId: hold.appointmentId, details }, 'key', deps);
  const code = result.code ?? '';

  const both = await restartedWith(next, old);
  expect((await both.findByCode(code))?.document?.details.firstName).toBe(VISIT_DETAILS.firstName);
  expect(await both.resealVisits(1)).toBe(1);
  expect(await both.resealVisits(1)).toBe(0);

  const alone = await restartedWith(next, '');
  expect((await alone.findByCode(code))?.document?.details.firstName).toBe(VISIT_DETAILS.firstName);
  const stale = await restartedWith(old, '');
  expect(await stale.findByCode(code)).toBeNull();
});
