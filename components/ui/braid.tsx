const WIDTH = 640;
const MIDDLE = 28;
const POINTS = 24;
const STRANDS = ['a', 'b', 'c'] as const;

/** How far right the weaving begins: 0 is woven from the start, 1 never. */
type LooseUntil = number;

function strandPath(strand: number, looseUntil: LooseUntil): string {
  const step = WIDTH / POINTS;
  const spread = strand * 14 - 14;
  let d = `M0 ${(MIDDLE + spread * (looseUntil > 0 ? 1 : 0)).toFixed(1)}`;
  for (let index = 1; index <= POINTS; index += 1) {
    const x = index * step;
    const woven = Math.max(0, Math.min(1, (index / POINTS - looseUntil) / (1 - looseUntil || 1)));
    const y = MIDDLE + (1 - woven) * spread + woven * 13 * Math.sin(index * 1.05 + strand * 2.094);
    d += ` S${(x - step / 2).toFixed(0)} ${y.toFixed(1)} ${x.toFixed(0)} ${y.toFixed(1)}`;
  }
  return d;
}

/** Three threads, apart on the left and woven on the right. Decoration: says nothing the words do not say. */
export function Braid({ looseUntil = 0.22 }: { looseUntil?: LooseUntil }) {
  return (
    <svg className="braid" viewBox={`0 0 ${WIDTH} 56`} preserveAspectRatio="xMaxYMid slice" aria-hidden="true" focusable="false">
      {STRANDS.map((name, index) => (
        <path key={name} className={name} d={strandPath(index, looseUntil)} />
      ))}
    </svg>
  );
}

/** The three threads as a small mark beside the name. */
export function ThreadMark() {
  return (
    <svg
      className="mark"
      width="28"
      height="28"
      viewBox="0 0 28 28"
      fill="none"
      strokeWidth="4"
      aria-hidden="true"
      focusable="false"
    >
      <path className="a" d="M3 6c8 0 14 16 22 16" />
      <path className="b" d="M3 14h22" />
      <path className="c" d="M3 22c8 0 14-16 22-16" />
    </svg>
  );
}
