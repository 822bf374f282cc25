import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDateString } from '@/lib/clock';
import { configuredCoverageCheck } from '@/lib/eligibility/configured-coverage-check';
import { clearinghouseCheck } from '@/lib/eligibility/x12/coverage-check';
import { element, readInterchange } from '@/lib/eligibility/x12/interchange';
import { read271 } from '@/lib/eligibility/x12/read-271';
import { simulatorCheck } from '@/lib/eligibility/x12/simulator';
import { write270 } from '@/lib/eligibility/x12/write-270';

const fixture = (name: string) => fs.readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.271`), 'utf8');
const control = { number: 905, at: '2026-11-22T12:00', test: true };
const request = {
  memberId: '900000009',
  lastName: "O'Brién*~:",
  firstName: 'Ana',
  birthDate: '1990-02-03' as PlainDateString,
  serviceDate: '2026-11-22' as PlainDateString,
};
const partner = {
  senderId: 'PORTAL',
  receiverId: 'NCXIX',
  payerName: 'NC MEDICAID',
  payerId: 'NCXIX',
  providerName: 'PORTAL',
  npi: '1234567893',
};

describe('reading a 271', () => {
  it('reads an active plan with its services, dates and copay lines', () => {
    const response = read271(fixture('active-gold-plan'));
    expect(response).toMatchObject({ kind: 'answer', active: true, traceNumbers: ['905'] });
    expect(response.kind === 'answer' && response.lines[0]).toEqual({
      status: 'active',
      code: '1',
      serviceTypes: ['30', 'MH'],
      insuranceType: 'MC',
      plan: 'GOLD 123 PLAN',
      from: '2026-11-01',
      to: null,
      relatedEntity: null,
    });
    expect(response.kind === 'answer' && response.lines.map((line) => line.status)).toEqual(['active', 'other', 'other']);
  });

  it('takes every delimiter from the ISA segment', () => {
    const response = read271(fixture('other-delimiters'));
    expect(response).toMatchObject({
      kind: 'answer',
      lines: [{ serviceTypes: ['30', 'MH'], from: '2026-01-01', to: '2026-12-31' }],
    });
  });

  it('keeps the entity of an LS…LE loop with its own line', () => {
    const response = read271(fixture('medicare-and-qmb-with-loops'));
    expect(
      response.kind === 'answer' && response.lines.map((line) => [line.insuranceType, line.from, line.relatedEntity]),
    ).toEqual([
      ['MA', '2015-07-01', null],
      ['MB', '2015-07-01', null],
      ['QM', null, null],
      ['OT', null, 'DRUG PLAN'],
    ]);
  });

  it('reads the lines of a dependent', () => {
    expect(read271(fixture('dependent'))).toMatchObject({ kind: 'answer', active: true, lines: [{ insuranceType: 'HM' }] });
  });

  it('says that ended coverage is not active, and when it ended', () => {
    expect(read271(fixture('inactive'))).toMatchObject({
      kind: 'answer',
      active: false,
      lines: [{ status: 'inactive', to: '2026-03-31' }],
    });
  });

  it('reads a message whose ISA is padded wrongly', () => {
    expect(read271(fixture('malformed-isa-widths'))).toMatchObject({ kind: 'answer', active: true });
  });

  it('turns AAA codes into what a person can do', () => {
    expect(read271(fixture('rejected-provider'))).toEqual({
      kind: 'rejected',
      rejections: [{ code: '50', meaning: 'our_set_up' }],
    });
    expect(read271(fixture('rejected-member'))).toEqual({
      kind: 'rejected',
      rejections: [
        { code: '72', meaning: 'check_id' },
        { code: '71', meaning: 'check_birth_date' },
      ],
    });
  });

  it.each([
    ['segment-count-wrong', 'segment_count_mismatch'],
    ['transaction-number-wrong', 'transaction_number_mismatch'],
    ['version-4010', 'version_not_supported'],
    ['interchange-number-wrong', 'interchange_number_mismatch'],
    ['loop-not-closed', 'loop_not_closed'],
    ['loop-never-opened', 'loop_not_closed'],
    ['cut-off', 'interchange_not_closed'],
    ['only-a-270', 'not_a_271'],
  ])('names the fault of %s', (name, fault) => {
    expect(read271(fixture(name))).toEqual({ kind: 'unreadable', fault });
  });

  it.each([
    ['', 'no_isa'],
    ['ISA', 'bad_delimiters'],
    ['ISA*00*', 'bad_delimiters'],
    [`ISA${'*'.repeat(40)}`, 'bad_delimiters'],
    [`ISA*${'x'.repeat(1_000_001)}`, 'too_long'],
  ])('names the fault of %j', (text, fault) => {
    expect(read271(text)).toEqual({ kind: 'unreadable', fault });
  });

  it('never throws, whatever is cut out of, put into or done to a real message', () => {
    const message = fixture('medicare-and-qmb-with-loops');
    fc.assert(
      fc.property(fc.nat(message.length), fc.nat(60), fc.string(), (at, length, put) => {
        expect(['answer', 'rejected', 'unreadable']).toContain(
          read271(message.slice(0, at) + put + message.slice(at + length)).kind,
        );
      }),
      { numRuns: 3000 },
    );
  });
});

describe('writing a 270', () => {
  it('closes its envelope with the right counts and keeps delimiters out of names', () => {
    const read = readInterchange(write270(request, partner, control));
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    const names = read.segments.map((segment) => segment.name);
    const end = read.segments.find((segment) => segment.name === 'SE');
    expect(Number(element(end, 1))).toBe(names.indexOf('SE') - names.indexOf('ST') + 1);
    const member = read.segments.find((segment) => segment.name === 'NM1' && element(segment, 1) === 'IL');
    expect([element(member, 3), element(member, 4), element(member, 9)]).toEqual(["O'BRIEN", 'ANA', '900000009']);
  });

  it('has an ISA of exactly 106 characters', () => {
    expect(write270(request, partner, control).indexOf('~GS')).toBe(105);
  });
});

describe('the simulator', () => {
  it.each([
    ['900000009', { kind: 'answer', active: true }],
    ['900000004', { kind: 'answer', active: true }],
    ['900000005', { kind: 'answer', active: true }],
    ['900000003', { kind: 'answer', active: false }],
    ['900000000', { kind: 'rejected', rejections: [{ code: '75', meaning: 'not_found' }] }],
    ['900000001', { kind: 'rejected', rejections: [{ code: '42', meaning: 'try_later' }] }],
    ['900000002', { kind: 'rejected', rejections: [{ code: '71', meaning: 'check_birth_date' }] }],
  ])('answers member %s as scripted, and says that it is a simulator', async (memberId, response) => {
    const result = await simulatorCheck.check({ ...request, memberId }, control);
    expect(result).toMatchObject({ source: 'simulator', response });
  });
});

describe('the check that the environment sets up', () => {
  it('is the simulator as long as no clearinghouse is named', async () => {
    expect(await configuredCoverageCheck().check(request, control)).toMatchObject({ source: 'simulator' });
  });
});

describe('the clearinghouse adapter', () => {
  const house = { url: 'https://edi.example.org/x12', token: 'secret', partner };
  const check = (send: typeof fetch) => clearinghouseCheck(house, send).check(request, control);

  it('posts the 270 and reads the 271', async () => {
    let sent = '';
    const result = await check(async (_url, init) => {
      sent = String(init?.body);
      return new Response(fixture('active-gold-plan'));
    });
    expect(sent.startsWith('ISA*')).toBe(true);
    expect(result).toMatchObject({ source: 'clearinghouse', response: { kind: 'answer', active: true } });
  });

  it('gives "unreachable" for a refusal, a broken line and a time limit, and never throws', async () => {
    const unreachable = { source: 'clearinghouse', response: { kind: 'unreachable' } };
    expect(await check(async () => new Response('no', { status: 503 }))).toEqual(unreachable);
    expect(
      await check(async () => {
        throw new TypeError('fetch failed');
      }),
    ).toEqual(unreachable);
  });

  it('passes a page of HTML on as unreadable', async () => {
    expect(await check(async () => new Response('<html>'))).toMatchObject({ response: { kind: 'unreadable', fault: 'no_isa' } });
  });
});
