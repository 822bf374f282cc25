import { ownCpuMs, treeCpuMs } from './cpu';
import type { Bench, Rung, Sample } from './model';

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Runs one round of a rung: the operations in order, `connections` at a time. */
export async function sample(bench: Bench, rung: Rung, round: number, operations: number): Promise<Sample> {
  const appPid = rung.served === 'portal' ? bench.portalPid : bench.emptyPid;
  const appCpu = () => (rung.served === 'here' ? ownCpuMs() : treeCpuMs(appPid));
  const before = { app: appCpu(), database: treeCpuMs(bench.databasePid) };
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    while (next < operations) {
      const index = round * operations + next++;
      const begin = performance.now();
      await rung.run(bench, index);
      latencies.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: rung.connections }, worker));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    appCpuMs: (appCpu() - before.app) / operations,
    databaseCpuMs: (treeCpuMs(bench.databasePid) - before.database) / operations,
    rate: operations / seconds,
    p50: at(latencies, 0.5),
    p95: at(latencies, 0.95),
    p99: at(latencies, 0.99),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? (sorted[Math.floor(middle)] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Median absolute deviation: a spread that one disturbed round does not move. */
export function spread(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}
