/** One question asked of a directory of a given size, many times with other places and words. */
export interface ScaleRung {
  readonly id: string;
  readonly title: string;
  readonly ask: (index: number) => Promise<unknown>;
  /** Largest p95 in ms that is promised; by size where it differs. */
  readonly p95AtMost?: (size: number) => number;
  /** False: no statement of ours can be replayed for it. */
  readonly bare?: boolean;
}

export interface ScaleRow {
  readonly id: string;
  readonly title: string;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The same statements alone: own driver, prepared. */
  readonly bareP50: number | null;
  readonly bareP95: number | null;
  /** CPU of application and database for one question, ms: what a busy machine does not change much. */
  readonly cpu: number;
  /** The same of the 95th of a hundred questions: what p95 would be on a machine with nothing else to do. */
  readonly cpuP95: number;
  readonly budget: number | null;
  readonly fine: boolean;
}

/** Questions are asked so often; p99 is the second slowest. */
export const TIMES = 200;

const ZIPS = '28202 28052 28601 28655 28144 28025 28092 28150 27601 27101 27401 28401 28801 27701 28301 28677'.split(' ');
export const zipOf = (index: number): string => ZIPS[index % ZIPS.length] ?? '28202';
export const pickOf = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;
