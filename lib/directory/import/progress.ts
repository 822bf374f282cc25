import type { Clock } from '@/lib/clock';

/** What an import does, one after the other. */
export const IMPORT_STAGES = ['reading rows', 'writing places', 'making them searchable'] as const;
export type ImportStage = (typeof IMPORT_STAGES)[number];
/** Told after each step: how many more are done, of how many. */
export type OnProgress = (stage: ImportStage, more: number, total: number) => void;

/** How far a stage is. */
export interface Progress {
  readonly stage: ImportStage;
  readonly done: number;
  readonly total: number;
  /** Since the stage began. */
  readonly ms: number;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR = 20;
/** A terminal's line is written again so often; a log gets a new line so seldom. */
const TERMINAL_MS = 200;
const LOG_MS = 10_000;

/** Rows a second, and seconds that are left; null when that cannot be said. */
export function paceOf({ done, total, ms }: Omit<Progress, 'stage'>): { readonly rate: number; readonly left: number | null } {
  const seconds = Math.max(ms / 1000, 0.001);
  return {
    rate: Math.round(done / seconds),
    left: done > 0 && total > done ? Math.ceil(((total - done) * seconds) / done) : null,
  };
}

/** `writing places [####................] 20000 of 100000 · 3300 a second · about 25 s left` */
function lineOf(progress: Progress): string {
  const { stage, done, total } = progress;
  const bar = '#'.repeat(Math.round((BAR * Math.min(done, total)) / Math.max(total, 1))).padEnd(BAR, '.');
  const { rate, left } = paceOf(progress);
  const rest = left === null ? '' : ` · about ${left} s left`;
  return `  ${stage.padEnd(22)} [${bar}] ${done} of ${total} · ${rate} a second${rest}`;
}

/** Counts the steps of each stage, and tells about them at most so often. */
export function countProgress(clock: Clock, everyMs: number, tell: (progress: Progress) => void): OnProgress {
  const now = () => clock.now().getTime();
  let stage: ImportStage | null = null;
  let started = now();
  let before = started;
  let shown = started;
  let done = 0;
  return (next, more, total) => {
    // A stage begins where the one before it ended.
    if (next !== stage) [stage, started, done] = [next, before, 0];
    before = now();
    done += more;
    if (now() - shown < everyMs) return;
    shown = now();
    tell({ stage: next, done, total: Math.max(total, done), ms: shown - started });
  };
}

/** Shows how far an import is: one line that is rewritten on a terminal, a line every ten seconds in a log. */
export function showProgress(output: Output, clock: Clock): OnProgress {
  return countProgress(clock, output.isTTY ? TERMINAL_MS : LOG_MS, (progress) => {
    const line = lineOf(progress);
    output.write(output.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  });
}
