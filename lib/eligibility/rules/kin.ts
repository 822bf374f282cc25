import type { Person } from '../model';

/** Who is related to whom inside one home. Absent people have no place here. */
export interface Kin {
  readonly people: ReadonlyMap<string, Person>;
  spouseOf(id: string): string | null;
  /** Parents and step-parents (42 CFR 435.603(b) counts natural, adopted and step alike). */
  parentsOf(id: string): ReadonlySet<string>;
  childrenOf(id: string): ReadonlySet<string>;
  /** Full, half, adopted and step siblings: they share a parent or step-parent in the home. */
  siblingsOf(id: string): ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}

/** Builds the family graph. A spouse named by one side only counts for both. */
export function buildKin(household: readonly Person[]): Kin {
  const people = new Map(household.map((person) => [person.id, person]));
  const spouses = new Map<string, string>();
  for (const person of household) {
    if (person.spouse) {
      spouses.set(person.id, person.spouse);
      spouses.set(person.spouse, person.id);
    }
  }
  const parents = new Map<string, Set<string>>();
  const children = new Map<string, Set<string>>();
  for (const person of household) {
    for (const named of person.parents ?? []) {
      const step = spouses.get(named);
      for (const parent of step && step !== person.id ? [named, step] : [named]) {
        add(parents, person.id, parent);
        add(children, parent, person.id);
      }
    }
  }
  return {
    people,
    spouseOf: (id) => spouses.get(id) ?? null,
    parentsOf: (id) => parents.get(id) ?? NOBODY,
    childrenOf: (id) => children.get(id) ?? NOBODY,
    siblingsOf(id) {
      const siblings = new Set<string>();
      for (const parent of parents.get(id) ?? NOBODY) {
        for (const child of children.get(parent) ?? NOBODY) if (child !== id) siblings.add(child);
      }
      return siblings;
    },
  };
}
