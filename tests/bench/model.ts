import type pg from 'pg';

/** What the rungs may use; made once by run.ts. */
export interface Bench {
  readonly portalUrl: string;
  readonly emptyUrl: string;
  /** Own driver, prepared statements, as the restricted role. */
  readonly app: pg.Pool;
  readonly owner: pg.Pool;
  readonly portalPid: number;
  readonly emptyPid: number;
  readonly databasePid: number;
  readonly short: boolean;
}

/** One measured operation. `served` says whose CPU counts as the application's. */
export interface Rung {
  readonly id: string;
  readonly title: string;
  /** `here`: this process is the application. `portal`, `empty`: a server process, and this one only asks. */
  readonly served: 'here' | 'portal' | 'empty';
  /** Operations of one round; enough for CPU clocks of 10 ms. */
  readonly operations: number;
  readonly connections: number;
  /** Runs before the first round. */
  readonly prepare?: (bench: Bench) => Promise<void>;
  readonly run: (bench: Bench, index: number) => Promise<void>;
}

/** A figure of one rung over the same figure of another, in one run. */
export interface Ratio {
  readonly name: string;
  readonly over: string;
  readonly under: string;
  readonly figure: 'cpu' | 'p50' | 'rate';
  /** `atMost` or `atLeast` this. */
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Shown, not failed on, in short runs on shared machines. */
  readonly note?: string;
}

/** A promise in milliseconds about one rung, on a quiet machine. */
export interface Target {
  readonly name: string;
  readonly rung: string;
  readonly figure: 'p50' | 'p99';
  readonly atMostMs: number;
}

/** A check that the rungs answer right; text says what was seen. Throws when they do not. */
export interface Gate {
  readonly name: string;
  readonly check: (bench: Bench) => Promise<string>;
}

export interface Sample {
  readonly appCpuMs: number;
  readonly databaseCpuMs: number;
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}
