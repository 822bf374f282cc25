import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import asvs from '../../security/asvs.json';

const ROOT = path.resolve(import.meta.dirname, '../../..');

interface Requirement {
  readonly id: string;
  readonly level: number;
  readonly status: string;
  readonly proof?: readonly string[];
  readonly note?: string;
}
const rows: readonly Requirement[] = asvs.requirements;

const exists = (proof: string): boolean => {
  const [file = '', text = ''] = proof.split(' :: ');
  const at = path.join(ROOT, file);
  return text.length > 4 && fs.existsSync(at) && fs.readFileSync(at, 'utf8').includes(text);
};

describe('the security score', () => {
  it('has all 253 requirements of levels 1 and 2, once each, with a known status', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(253);
    expect(rows.length).toBe(253);
    expect(rows.filter(({ status }) => !(status in asvs.status))).toEqual([]);
  });

  it('counts nothing as met without a proof that exists', () => {
    const unproven = rows.filter(({ status, proof = [] }) => status === 'met' && proof.length === 0);
    expect(unproven.map(({ id }) => id)).toEqual([]);
    expect(rows.flatMap(({ id, proof = [] }) => proof.filter((each) => !exists(each)).map((each) => `${id}: ${each}`))).toEqual(
      [],
    );
  });

  it('says why, wherever something is missing', () => {
    const silent = rows.filter(({ status, note }) => ['no', 'partial', 'absent'].includes(status) && !note);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('does not fall: level 1 whole, level 2 at least 95 of 100', () => {
    const count = (level: number, status: string) => rows.filter((row) => row.level === level && row.status === status).length;
    expect(count(1, 'no') + count(1, 'partial')).toBe(0);
    const met = count(2, 'met') + count(2, 'partial') / 2;
    expect(met / (count(2, 'met') + count(2, 'partial') + count(2, 'no'))).toBeGreaterThan(0.95);
  });
});
