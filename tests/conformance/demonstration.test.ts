import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../support/database';
import { Cases, type Gathered, gather } from './cases';
import { groupName, planNetData, REVERSE_CHAINS, readMatrix } from './matrix';

const data = planNetData();

describe.skipIf(data === null)('the demonstration directory', () => {
  useTestDatabase('seeded');
  const matrix = data === null ? { groups: [], tests: [] } : readMatrix(data);
  const gathered: Gathered = new Map();

  beforeAll(async () => {
    for (const [type, resources] of await gather(matrix)) gathered.set(type, resources);
  });

  it('is asked every case of the kit', () => {
    const kinds = (kind: string) => matrix.tests.filter((test) => test.kind === kind).length;
    const sum = (count: (group: (typeof matrix.groups)[number]) => number) =>
      matrix.groups.reduce((all, group) => all + count(group), 0);
    expect(sum(({ searches }) => searches.length)).toBe(kinds('search'));
    expect(sum(({ definitions }) => Object.values(definitions).reduce((all, { chains }) => all + chains.length, 0))).toBe(
      kinds('forward_chain'),
    );
    expect(sum(({ include }) => include.length)).toBe(kinds('include'));
    expect(sum(({ revinclude }) => revinclude.length)).toBe(kinds('revinclude'));
    expect(REVERSE_CHAINS.length).toBe(kinds('reverse_chain'));
    expect(matrix.groups.map(groupName).length).toBe(9);
    expect(matrix.tests.length).toBe(248);
  });

  new Cases(matrix, gathered, 'fail').declare();
});
