import { describe, expect, it } from 'vitest';
import { instant } from '@/lib/clock';
import { showProgress } from '@/lib/directory/import/progress';

/** An output that keeps what was written, and a clock that is moved by hand. */
function watched(isTTY: boolean) {
  const written: string[] = [];
  let ms = 0;
  const clock = { now: () => instant(ms) };
  const show = showProgress({ isTTY, write: (text: string) => written.push(text) }, clock);
  const step = (wait: number, ...told: Parameters<typeof show>) => {
    ms += wait;
    show(...told);
  };
  return { written, step };
}

describe('the progress of an import', () => {
  it('is one line of a terminal, written again, with the rate and the time that is left', () => {
    const { written, step } = watched(true);
    step(1000, 'reading rows', 100, 1000);
    step(1000, 'reading rows', 150, 1000);
    step(10, 'reading rows', 50, 1000);
    expect(written).toHaveLength(2);
    expect(written[1]).toBe(
      '\r\x1b[K  reading rows           [#####...............] 250 of 1000 · 125 a second · about 6 s left',
    );
  });

  it('is a line every ten seconds in a log, counts each stage anew and never more than there are', () => {
    const { written, step } = watched(false);
    step(9000, 'reading rows', 900, 1000);
    expect(written).toEqual([]);
    step(1000, 'writing places', 10, 40);
    step(10_000, 'writing places', 40, 40);
    expect(written[1]).toBe('  writing places         [####################] 50 of 50 · 5 a second\n');
    expect(written).toHaveLength(2);
  });
});
