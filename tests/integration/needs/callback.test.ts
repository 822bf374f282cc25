import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import type { JourneyId } from '@/lib/journey/model';
import { confirmCallBackConsent, lowerLevel, requestCallBack } from '@/lib/needs/commands';
import type { Needs } from '@/lib/needs/model';
import { CallBackDetailSchema, LoweringSchema, readCallBackNote } from '@/lib/needs/model-call-back';
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

  it('stays one for each journey: the same answers again change nothing, worse ones replace it with the earlier due time, milder ones never lower it', async () => {
    const journeyId = journey();
    const first = await requestCallBack({ needs: urgent, journeyId }, deps);
    expect((await requestCallBack({ needs: urgent, journeyId }, deps))?.reference).toBe(first?.reference);
    const worse = await requestCallBack({ needs: { ...urgent, now: { now: ['selfHarm'] } }, journeyId }, deps);
    expect(worse?.reference).not.toBe(first?.reference);
    clock.advance(60_000);
    const milder = await requestCallBack({ needs: urgent, journeyId }, deps);
    expect(milder?.dueAt).toEqual(worse?.dueAt);
    expect(milder?.reference).toBe(worse?.reference);
    const rows = await rowsOf(journeyId);
    expect(rows.map(({ status }) => status)).toEqual(['replaced', 'open']);
    expect(rows[1]?.detail).toMatchObject({ level: 'emergent' });
    const opened = await openTask(STAFF, milder?.reference ?? '', deps);
    expect(JSON.parse(opened.note ?? '').because).toEqual(['cannot-care', 'self-harm']);
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

describe('how soon a call-back is due', () => {
  const HOUR_MS = 3_600_000;
  const emergent: Needs = { ...urgent, now: { now: ['selfHarm'] } };
  const open = async () => {
    const journeyId = journey();
    const receipt = await requestCallBack({ needs: emergent, journeyId }, deps);
    return { journeyId, reference: receipt?.reference ?? '', asked: clock.now() };
  };
  const reason = 'Reached her sister: she is safe there tonight';

  it('is lowered by a person of the plan alone, with the reason sealed, and the call-back before stays on record', async () => {
    const { journeyId, reference, asked } = await open();
    clock.advance(HOUR_MS);
    await lowerLevel(STAFF, { reference, level: 'urgent', reason }, deps);
    const [before, after] = await rowsOf(journeyId);
    expect(before).toMatchObject({ status: 'replaced', detail: { level: 'emergent' } });
    expect(after).toMatchObject({ status: 'open', detail: { level: 'urgent', way: 'callQuiet' } });
    expect(after?.due_at).toEqual(new Date(asked.getTime() + 48 * HOUR_MS));
    expect(after?.note?.toString('latin1')).not.toContain('sister');
    const [row] = await database.asOwner<{ reference: string }>(
      `SELECT reference FROM task WHERE subject = $1 AND status = 'open'`,
      [`journey_session:${journeyId}`],
    );
    const opened = await openTask(STAFF, row?.reference ?? '', deps);
    expect(JSON.parse(opened.note ?? '')).toEqual({
      because: ['self-harm'],
      phone: '7045550101',
      lowered: [{ to: 'urgent', reason, by: `staff:${STAFF.staffId}` }],
    });
    const trail = await database.asOwner<{ action: string }>(`SELECT action FROM audit_event WHERE subject = $1`, [
      `task:${reference}`,
    ]);
    expect(trail.map(({ action }) => action)).toContain('task.replaced');
  });

  it('needs no call any more when a person says so: it is closed with the reason', async () => {
    const { journeyId, reference } = await open();
    await lowerLevel(STAFF, { reference, level: 'routine', reason }, deps);
    const rows = await database.asOwner(`SELECT status, outcome FROM task WHERE subject = $1 ORDER BY id`, [
      `journey_session:${journeyId}`,
    ]);
    expect(rows).toEqual([
      { status: 'replaced', outcome: null },
      { status: 'done', outcome: 'lowered' },
    ]);
  });

  it('rises again with the same answers, and is never raised or kept by this way', async () => {
    const { journeyId, reference } = await open();
    await lowerLevel(STAFF, { reference, level: 'urgent', reason }, deps);
    const again = await requestCallBack({ needs: emergent, journeyId }, deps);
    const opened = await openTask(STAFF, again?.reference ?? '', deps);
    expect(opened.detail).toMatchObject({ level: 'emergent' });
    const calm = await requestCallBack({ needs: urgent, journeyId: journey() }, deps);
    await expect(lowerLevel(STAFF, { reference: calm?.reference ?? '', level: 'urgent', reason }, deps)).rejects.toMatchObject({
      code: 'INVALID',
    });
  });

  it('cannot be lowered by another role, a practice, a member or a visitor, nor for other work', async () => {
    const { reference } = await open();
    for (const actor of [
      { ...STAFF, role: 'directory' as const },
      { kind: 'visitor', journeyId: null } as const,
      { kind: 'practice', staffId: 'x', organizationId: 'y' } as const,
    ]) {
      await expect(lowerLevel(actor, { reference, level: 'urgent', reason }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const bad of [{ level: 'urgent', reason: ' ' }, { level: 'emergent', reason }, { level: 'routine' }]) {
      expect(LoweringSchema.safeParse(bad).success).toBe(false);
    }
  });
});

describe('who agrees to the care of a minor', () => {
  const told: Needs = {
    ...urgent,
    who: { forWhom: 'child', age: 'teen', language: 'es' },
    consent: { consent: 'minor_90_21_5' },
  };

  it('goes with the call-back as it was told, and is not made up for anybody', async () => {
    const journeyId = journey();
    await requestCallBack({ needs: told, journeyId }, deps);
    expect((await rowsOf(journeyId))[0]?.detail).toMatchObject({ consent: 'minor_90_21_5', language: 'es' });
    const unsure = journey();
    await requestCallBack({ needs: { ...told, consent: { consent: 'unsure' } }, journeyId: unsure }, deps);
    expect((await rowsOf(unsure))[0]?.detail).not.toHaveProperty('consent');
  });
});

describe('a clinician’s word on who agrees', () => {
  const minor: Needs = { ...urgent, who: { forWhom: 'child', age: 'teen', language: 'en' }, consent: { consent: 'unsure' } };
  const check = { basis: 'minor_90_21_5', clinician: 'Dr. Rosa Test', licence: 'physician' } as const;

  it('is confirmed by a clinician on the call-back, by name and licence and with its date, sealed, and stays with newer answers', async () => {
    const journeyId = journey();
    const receipt = await requestCallBack({ needs: minor, journeyId }, deps);
    const confirmed = await confirmCallBackConsent(STAFF, { ...check, reference: receipt?.reference ?? '' }, deps);
    expect(confirmed?.dueAt).toEqual(receipt?.dueAt);
    const rows = await rowsOf(journeyId);
    expect(rows.map(({ status }) => status)).toEqual(['replaced', 'open']);
    expect(JSON.stringify(rows)).not.toContain('minor_90_21_5');
    const worse = await requestCallBack({ needs: { ...minor, now: { now: ['selfHarm'] } }, journeyId }, deps);
    const { note } = await openTask(STAFF, worse?.reference ?? '', deps);
    expect(readCallBackNote(note).confirmed).toEqual([{ ...check, at: clock.now().toISOString() }]);
  });

  it('is never filled in from an age: it is asked for, and open until somebody confirms it', async () => {
    const receipt = await requestCallBack({ needs: minor, journeyId: journey() }, deps);
    const { detail, note } = await openTask(STAFF, receipt?.reference ?? '', deps);
    expect(CallBackDetailSchema.parse(detail)).toMatchObject({ minor: true });
    expect(CallBackDetailSchema.parse(detail).consent).toBeUndefined();
    expect(readCallBackNote(note).confirmed).toEqual([]);
  });

  it('is not for roles without this work to confirm', async () => {
    const receipt = await requestCallBack({ needs: minor, journeyId: journey() }, deps);
    const asked = { ...check, reference: receipt?.reference ?? '' };
    for (const role of ['directory', 'appeals'] as const) {
      await expect(confirmCallBackConsent({ ...STAFF, role }, asked, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});
