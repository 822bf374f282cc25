import { fixedClock } from '@/lib/clock';
import { runStormRound } from '../support/storm';

/** One instance of the application in the storm: its own process, memory and connections. */
export interface StormOrder {
  readonly role: { readonly roleId: string; readonly visitTypeId: string };
  readonly at: number;
  readonly people: number;
  readonly overlapping: boolean;
  readonly seed: number;
}

export interface StormReport {
  readonly winners: number;
  readonly losers: readonly { readonly code: string; readonly alternatives: readonly string[]; readonly ms: number }[];
  readonly bugs: readonly string[];
}

const clock = fixedClock('2026-11-23T14:00:00Z');

process.on('message', async ({ role, at, people, overlapping, seed }: StormOrder) => {
  const { winners, losers, bugs } = await runStormRound(role, at, people, clock, overlapping, seed);
  const report: StormReport = {
    winners: winners.length,
    losers: losers.map(({ code, alternatives, ms }) => ({
      code,
      ms,
      alternatives: alternatives.map((slot) => `[${slot.start.toISOString()},${slot.end.toISOString()})`),
    })),
    bugs: bugs.map(String),
  };
  process.send?.(report);
});
process.send?.('ready');
