import type { Clock } from '@/lib/clock';

/** What an import does, one after the other. */
export type ImportStage = 'reading rows' | 'writing places' | 'making them searchable';
/** Told after each step: how many more are done, of how many. */
export type OnProgress = (stage: ImportStage, more: number, total: number) => void;

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR = 20;
/** A terminal's line is written again so often; a log gets a new line so seldom. */
const TERMINAL_MS = 200;
const LOG_MS = 10_000;

/** `writing places [####................] 20000 of 100000 · 3300 a second · about 25 s left` */
function lineOf(stage: ImportStage, done: number, total: number, seconds: number): string {
  const bar = '#'.repeat(Math.round((BAR * Math.min(done, total)) / Math.max(total, 1))).padEnd(BAR, '.');
  const left = done > 0 && total > done ? ` · about ${Math.ceil(((total - done) * seconds) / done)} s left` : '';
  return `  ${stage.padEnd(22)} [${bar}] ${done} of ${total} · ${Math.round(done / Math.max(seconds, 0.001))} a second${left}`;
}

/** Shows how far an import is: one line that is rewritten on a terminal, a line every ten seconds in a log. */
export function showProgress(output: Output, clock: Clock): OnProgress {
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
    if (now() - shown < (output.isTTY ? TERMINAL_MS : LOG_MS)) return;
    shown = now();
    const line = lineOf(next, done, Math.max(total, done), (shown - started) / 1000);
    output.write(output.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  };
}
