import type { Known } from '../../security/examples';
import type { TestPortal } from './portal';

export interface Scene {
  readonly portal: TestPortal;
  readonly known: Known;
  /** A few of each in `npm test`, all of them in `npm run faults`. */
  readonly short: boolean;
  /** Of the program that generates inputs: which rounds, first and last counted, and which places. */
  readonly rounds: { readonly from: number; readonly to: number };
  readonly places: RegExp;
}

export interface Outcome {
  /** One line for whoever runs it. */
  readonly note: string;
  readonly faults: readonly string[];
}

export type Part = (scene: Scene) => Promise<Outcome>;

/** Runs `work` on every item, a few at a time, and keeps what each found. */
export async function each<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<string[]>,
): Promise<string[]> {
  const found: string[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const item = items[next++];
      if (item !== undefined) found.push(...(await work(item)));
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return found;
}
