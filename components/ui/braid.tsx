const WIDTH = 640;
const MIDDLE = 28;
const STEP = 20;
const STRANDS = ['a', 'b', 'c'] as const;
const TURN = (2 * Math.PI) / 150;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Height of a strand at `x`: three straight threads that ease into a plait after `looseUntil` (0 to 1). */
function heightAt(strand: number, x: number, looseUntil: number): number {
  const along = looseUntil === 0 ? 1 : Math.max(0, Math.min(1, (x / WIDTH - looseUntil) / 0.34));
  const woven = along * along * (3 - 2 * along);
  return MIDDLE + (1 - woven) * (strand - 1) * 15 + woven * 17 * Math.sin(TURN * x + strand * 2.094);
}

/** A smooth path through the strand between two places. */
function strandPath(strand: number, from: number, to: number, looseUntil: number): string {
  const at = (x: number): Point => ({ x, y: heightAt(strand, x, looseUntil) });
  const slope = (x: number) => heightAt(strand, x + 0.5, looseUntil) - heightAt(strand, x - 0.5, looseUntil);
  const count = Math.max(1, Math.round((to - from) / STEP));
  const step = (to - from) / count;
  const first = at(from);
  let d = `M${first.x.toFixed(0)} ${first.y.toFixed(1)}`;
  for (let index = 1; index <= count; index += 1) {
    const here = at(from + index * step);
    const before = at(from + (index - 1) * step);
    if (index === 1) {
      d += `C${(before.x + step / 3).toFixed(0)} ${(before.y + (slope(before.x) * step) / 3).toFixed(1)}`;
    } else d += 'S';
    d += ` ${(here.x - step / 3).toFixed(0)} ${(here.y - (slope(here.x) * step) / 3).toFixed(1)} ${here.x.toFixed(0)} ${here.y.toFixed(1)}`;
  }
  return d;
}

interface Crossing {
  readonly x: number;
  readonly over: number;
}

/** Where two strands cross, and which of them lies on top: over and under in turn, as in a plait. */
function crossings(looseUntil: number): readonly Crossing[] {
  const found: Crossing[] = [];
  for (const [one, two] of [
    [0, 1],
    [1, 2],
    [0, 2],
  ] as const) {
    for (let x = 2; x < WIDTH; x += 2) {
      const gap = (at: number) => heightAt(one, at, looseUntil) - heightAt(two, at, looseUntil);
      if (Math.sign(gap(x)) === Math.sign(gap(x - 2))) continue;
      const depth = (strand: number) => Math.sin(2 * (TURN * x + strand * 2.094));
      found.push({ x, over: depth(one) > depth(two) ? one : two });
    }
  }
  return found;
}

/**
 * Three threads, apart on the left and woven on the right; woven all along with `looseUntil={0}`, when the three
 * steps are done; never woven with `looseUntil={1}`, where there is nothing to follow. The middle is what phones see.
 * Decoration: says nothing that the words do not say.
 */
export function Braid({ looseUntil = 0.3 }: { looseUntil?: number }) {
  const places = crossings(looseUntil);
  // At each crossing a gap is cut into both strands, and the upper one is laid over it again.
  const bridges = (strand: number) =>
    places
      .filter(({ over }) => over === strand)
      .map(({ x }) => strandPath(strand, x - 13, x + 13, looseUntil))
      .join('');
  return (
    <svg className="braid" viewBox={`0 0 ${WIDTH} 56`} preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      {STRANDS.map((name, index) => (
        <path key={name} className={name} d={strandPath(index, 0, WIDTH, looseUntil)} />
      ))}
      <path className="gap" d={STRANDS.map((_, index) => bridges(index)).join('')} />
      {STRANDS.map((name, index) => (
        <path key={name} className={name} d={bridges(index)} />
      ))}
    </svg>
  );
}

/** The three threads as a small mark beside the name. */
export function ThreadMark() {
  return (
    <svg
      className="mark"
      width="30"
      height="30"
      viewBox="0 0 28 28"
      fill="none"
      strokeWidth="4"
      aria-hidden="true"
      focusable="false"
    >
      <path className="a" d="M2 6c9 0 15 16 24 16" />
      <path className="b" d="M2 14h24" />
      <path className="c" d="M2 22c9 0 15-16 24-16" />
    </svg>
  );
}
