import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import type { JourneyId } from '@/lib/journey/model';
import { requestCallBack } from '@/lib/needs/commands';
import type { Needs } from '@/lib/needs/model';
import { openTask } from '@/lib/tasks/queries';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const clock = fixedClock('2026-11-25T15:00:00Z');
const deps = { clock, ids: systemIds };
const STAFF = { kind: 'staff', staffId: '00000000-0000-7000-8000-00000000000a', role: 'access' } as const;
const journey = () => systemIds.uuid<'journey_session'>() as JourneyId;
const urgent: Needs = { now: { now: ['cannotCare'] }, reach: { way: 'callQuiet', phone: '7045550101' } };
const rowsOf = (journeyId: string) =>
  database.asOwner<{ status: string; due_at: Date; detail: object; note: Buffer | null }>(
    `SELECT status, due_at, detail, note FROM task WHERE subject = $1 ORDER BY created_at, id`,
    [`journey_session:${journeyId}`],
  );

describe('a call-back', () => {
  it('is due 48 hours after urgent answers and 2 hours after emergent ones', async () => {
    const first = await requestCallBack({ needs: urgent, journeyId: journey() }, deps);
    expect(first?.dueAt.toISOString()).toBe('2026-11-27T15:00:00.000Z');
    const second = await requestCallBack({ needs: { now: { now: ['selfHarm'] } }, journeyId: journey() }, deps);
    expect(second?.dueAt.toISOString()).toBe('2026-11-25T17:00:00.000Z');
  });

  it('is not asked for by answers that can wait', async () => {
    expect(await requestCallBack({ needs: { now: { now: ['none'] } }, journeyId: journey() }, deps)).toBeNull();
  });

  it('tells how soon and by which way in codes; number and reasons are sealed, and open for the role that owns it', async () => {
    const journeyId = journey();
    const receipt = await requestCallBack({ needs: urgent, journeyId }, deps);
    const [row] = await rowsOf(journeyId);
    expect(row?.detail).toEqual({ level: 'urgent', way: 'callQuiet', language: 'en' });
    expect(row?.note?.toString('latin1')).not.toMatch(/7045550101|cannot/);
    const opened = await openTask(STAFF, receipt?.reference ?? '', deps);
    expect(JSON.parse(opened.note ?? '')).toEqual({ because: ['cannot-care'], phone: '7045550101' });
    await expect(openTask({ ...STAFF, role: 'appeals' }, receipt?.reference ?? '', deps)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('stays one for each journey: the same answers again change nothing, worse ones replace it with the earlier due time', async () => {
    const journeyId = journey();
    const first = await requestCallBack({ needs: urgent, journeyId }, deps);
    expect((await requestCallBack({ needs: urgent, journeyId }, deps))?.reference).toBe(first?.reference);
    const worse = await requestCallBack({ needs: { ...urgent, now: { now: ['selfHarm'] } }, journeyId }, deps);
    expect(worse?.reference).not.toBe(first?.reference);
    clock.advance(60_000);
    const milder = await requestCallBack({ needs: urgent, journeyId }, deps);
    expect(milder?.dueAt).toEqual(worse?.dueAt);
    expect((await rowsOf(journeyId)).map(({ status }) => status)).toEqual(['replaced', 'replaced', 'open']);
  });

  it('is made for danger in answers that could not be kept', async () => {
    const receipt = await requestCallBack({ needs: {}, journeyId: journey(), danger: ['phq9-item-9'] }, deps);
    const opened = await openTask(STAFF, receipt?.reference ?? '', deps);
    expect(opened.detail).toMatchObject({ level: 'emergent', way: 'notAsked' });
    expect(JSON.parse(opened.note ?? '').because).toEqual(['phq9-item-9']);
  });

  it('is one also when two tabs ask at once', async () => {
    const journeyId = journey();
    await Promise.allSettled(Array.from({ length: 6 }, () => requestCallBack({ needs: urgent, journeyId }, deps)));
    expect((await rowsOf(journeyId)).filter(({ status }) => status === 'open')).toHaveLength(1);
  });
});
