import { describe, expect, it, type TestContext } from 'vitest';
import { countAll, fhir, type Json, type Resource, searchAll } from './client';
import { declareCombinations } from './combinations';
import { elementsOf, escaped, fits, searchValues, valuesAt } from './matching';
import { type Group, groupName, type Matrix, type ParamDefinition, REVERSE_CHAINS } from './matrix';
import { missingMustSupport } from './must-support';
import { faultsOf } from './validator';

/** All resources of the server by type; the two Organization profiles apart. Filled before the first case. */
export type Gathered = Map<string, Resource[]>;

/** The kit looks at 200 instances; PORTAL_CONFORMANCE=full validates every one. */
const VALIDATED = process.env.PORTAL_CONFORMANCE === 'full' ? Number.POSITIVE_INFINITY : 60;

export const isNetwork = (resource: Resource): boolean => valuesAt(resource, 'type.coding.code').includes('ntwk');

export async function gather(matrix: Matrix): Promise<Gathered> {
  const gathered: Gathered = new Map();
  for (const group of matrix.groups) {
    const { matches } = await searchAll(group.resource, []);
    const mine =
      group.resource === 'Organization' ? matches.filter((one) => isNetwork(one) === (groupName(group) === 'Network')) : matches;
    gathered.set(groupName(group), mine);
    if (group.resource !== 'Organization') gathered.set(group.resource, matches);
    else gathered.set('AnyOrganization', matches);
  }
  return gathered;
}

const ids = (resources: readonly Resource[]): string[] => resources.map(({ id }) => id).sort();

export class Cases {
  constructor(
    private readonly matrix: Matrix,
    private readonly gathered: Gathered,
    /** `skip`: the kit skips a case whose value the data do not have. `fail`: our own data must have all. */
    private readonly absent: 'skip' | 'fail',
  ) {}

  declare(): void {
    for (const group of this.matrix.groups) {
      describe(groupName(group), () => {
        this.structural(group);
        for (const { params } of group.searches) this.search(group, params[0] ?? '');
        for (const [name, definition] of Object.entries(group.definitions)) {
          for (const chain of definition.chains) this.chain(group, name, definition, chain);
        }
        for (const include of group.include) this.include(group, include);
        for (const revinclude of group.revinclude) this.revinclude(group, revinclude);
        for (const reverse of REVERSE_CHAINS.filter((one) => one.group === groupName(group))) this.reverseChain(group, reverse);
      });
    }
    declareCombinations(this);
  }

  private instances(group: Group): Resource[] {
    return this.gathered.get(groupName(group)) ?? [];
  }

  all(type: string): Resource[] {
    return this.gathered.get(type === 'Organization' ? 'AnyOrganization' : type) ?? [];
  }

  definition(type: string, param: string): ParamDefinition {
    const found = this.matrix.groups.find(({ resource }) => resource === type)?.definitions[param];
    if (!found) throw new Error(`No definition of ${type}.${param}`);
    return found;
  }

  private target(reference: string): Resource | undefined {
    const [type = '', id] = reference.split('/').slice(-2);
    return this.all(type).find((one) => one.id === id);
  }

  none(context: TestContext, what: string): never {
    if (this.absent === 'fail') throw new Error(`The demonstration data have no ${what}`);
    const note = `the data have no ${what}`;
    // The runner's report keeps a test's own facts, not the word it was skipped with.
    Object.assign(context.task.meta, { note });
    return context.skip(note) as never;
  }

  private structural(group: Group): void {
    it('lists instances without any parameter', async () => {
      const answer = await fhir(group.resource);
      expect(answer.status).toBe(200);
      expect(this.instances(group).length).toBeGreaterThan(0);
    });
    it('reads each instance by id and by version', async () => {
      for (const resource of this.instances(group).slice(0, 20)) {
        const answer = await fhir(`${group.resource}/${resource.id}`);
        expect(answer.body).toEqual(resource);
        const { versionId } = resource.meta as { versionId: string };
        expect((await fhir(`${group.resource}/${resource.id}/_history/${versionId}`)).body).toEqual(resource);
      }
    });
    it('returns instances that conform to the profile', () => {
      const chosen = this.instances(group).slice(0, VALIDATED);
      const faults = chosen.flatMap((resource) => faultsOf(resource).map((fault) => `${resource.id}: ${fault}`));
      expect(faults).toEqual([]);
      for (const resource of this.instances(group)) expect((resource.meta as { lastUpdated?: string }).lastUpdated).toMatch(/Z$/);
    });
    it('shows every must-support element somewhere', (context) => {
      const missing = missingMustSupport(group, this.instances(group));
      if (missing.length > 0) this.none(context, missing.join(', '));
    });
    it('refers only to resources that can be read', async () => {
      const references = new Set(
        this.instances(group).flatMap((resource) =>
          [...JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g)].map((match) => match[1] ?? ''),
        ),
      );
      const unresolved = [...references].filter((reference) => !this.target(reference));
      expect(unresolved).toEqual([]);
      for (const reference of [...references].slice(0, 10)) expect((await fhir(reference)).status).toBe(200);
    });
  }

  /** First value of a parameter among instances, as the kit takes it. */
  firstValue(definition: ParamDefinition, instances: readonly Resource[]): string | undefined {
    for (const resource of instances) {
      for (const element of elementsOf(definition, resource)) {
        const [value] = searchValues(definition, element);
        if (value) return value;
      }
    }
    return undefined;
  }

  async expectExactly(type: string, query: [string, string][], expected: readonly Resource[]): Promise<void> {
    const { matches, outcomes } = await searchAll(type, query);
    expect(outcomes).toEqual([]);
    expect(ids(matches)).toEqual(ids(expected));
    expect(matches.length).toBeGreaterThan(0);
  }

  private search(group: Group, param: string): void {
    it(`searches by ${param}`, async (context) => {
      const definition = group.definitions[param];
      if (!definition) throw new Error(`No definition of ${param}`);
      const elements = this.instances(group).flatMap((resource) => elementsOf(definition, resource));
      const first = elements.find((element) => searchValues(definition, element).length > 0);
      const values = first === undefined ? [] : searchValues(definition, first);
      if (values.length === 0) this.none(context, `${groupName(group)}.${param}`);
      for (const value of new Set(values)) {
        const query: [string, string][] = [[param, escaped(definition, value)]];
        const expected = this.all(group.resource).filter((resource) => fits(definition, resource, value));
        await this.expectExactly(group.resource, query, expected);
        expect(await countAll(group.resource, query, 'POST')).toBe(expected.length);
      }
      if (definition.type === 'date') await this.comparators(group, param, values[0] ?? '');
    });
  }

  private async comparators(group: Group, param: string, value: string): Promise<void> {
    const at = (resource: Resource) => Date.parse(String((resource.meta as Json).lastUpdated));
    const limit = Date.parse(value);
    const rules: [string, (time: number) => boolean][] = [
      ['gt', (time) => time > limit],
      ['ge', (time) => time >= limit],
      ['lt', (time) => time < limit],
      ['le', (time) => time <= limit],
      ['ne', (time) => time !== limit],
    ];
    for (const [prefix, rule] of rules) {
      const count = await countAll(group.resource, [[param, `${prefix}${value}`]]);
      expect(count).toBe(this.all(group.resource).filter((resource) => rule(at(resource))).length);
    }
  }

  private chain(group: Group, param: string, definition: ParamDefinition, chain: string): void {
    it(`chains ${param}.${chain}`, async (context) => {
      const referred = (resource: Resource) =>
        elementsOf(definition, resource).flatMap((element) => this.target(String((element as Json).reference ?? '')) ?? []);
      const targets = this.instances(group).flatMap(referred);
      const inner = targets[0] && this.definition(targets[0].resourceType, chain);
      const value = inner && this.firstValue(inner, targets);
      if (!inner || !value) return this.none(context, `${groupName(group)}.${param}.${chain}`);
      const expected = this.all(group.resource).filter((resource) =>
        referred(resource).some((target) => fits(inner, target, value)),
      );
      await this.expectExactly(group.resource, [[`${param}.${chain}`, escaped(inner, value)]], expected);
    });
  }

  private include(group: Group, include: string): void {
    it(`includes ${include}`, async (context) => {
      const [, param = ''] = include.split(':');
      const definition = this.definition(group.resource, param);
      const base = this.instances(group).find((resource) =>
        elementsOf(definition, resource).some((element) => (element as Json).reference),
      );
      if (!base) return this.none(context, include);
      const { matches, included } = await searchAll(group.resource, [
        ['_id', base.id],
        ['_include', include],
      ]);
      expect(ids(matches)).toEqual([base.id]);
      const referred = [...new Set(elementsOf(definition, base).map((element) => String((element as Json).reference)))].sort();
      expect(included.map(({ resourceType, id }) => `${resourceType}/${id}`).sort()).toEqual(referred);
    });
  }

  private revinclude(group: Group, revinclude: string): void {
    it(`includes backwards ${revinclude}`, async (context) => {
      const [type = '', param = ''] = revinclude.split(':');
      const definition = this.definition(type, param);
      const mine = new Set(this.instances(group).map(({ id }) => `${group.resource}/${id}`));
      const pointed = this.all(type)
        .flatMap((resource) => elementsOf(definition, resource).map((element) => String((element as Json).reference)))
        .find((reference) => mine.has(reference));
      if (!pointed) return this.none(context, revinclude);
      const id = pointed.split('/')[1] ?? '';
      const { included, outcomes } = await searchAll(group.resource, [
        ['_id', id],
        ['_revinclude', revinclude],
      ]);
      const expected = ids(this.all(type).filter((resource) => fits(definition, resource, pointed)));
      // A network has more roles than one page carries: the server sends the first thousand and says so.
      expect(ids(included)).toEqual(expected.slice(0, 1000));
      expect(outcomes.length).toBe(expected.length > 1000 ? 1 : 0);
    });
  }

  private reverseChain(group: Group, { source, reference, param }: (typeof REVERSE_CHAINS)[number]): void {
    it(`chains backwards _has:${source}:${reference}:${param}`, async (context) => {
      const [link, asked] = [this.definition(source, reference), this.definition(source, param)];
      const mine = new Set(this.instances(group).map(({ id }) => `${group.resource}/${id}`));
      const pointing = this.all(source).filter((resource) =>
        elementsOf(link, resource).some((element) => mine.has(String((element as Json).reference))),
      );
      const value = this.firstValue(asked, pointing);
      if (!value) return this.none(context, `${source}.${param} with ${reference}`);
      const matching = this.all(source).filter((resource) => fits(asked, resource, value));
      const wanted = new Set(
        matching.flatMap((resource) => elementsOf(link, resource).map((element) => String((element as Json).reference))),
      );
      const expected = this.all(group.resource).filter(({ id }) => wanted.has(`${group.resource}/${id}`));
      await this.expectExactly(group.resource, [[`_has:${source}:${reference}:${param}`, value]], expected);
    });
  }
}
