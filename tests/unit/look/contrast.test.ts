import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../app/styles/tokens.css', import.meta.url), 'utf8');
const [lightCss = '', rest = ''] = css.split('@media screen and (prefers-color-scheme: dark)');

function tokensOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]));
}

const light = tokensOf(lightCss);
const [deviceCss = '', chosenCss = ''] = rest.split(':root[data-theme="dark"]');
const themes = { light, dark: { ...light, ...tokensOf(deviceCss) }, 'chosen dark': { ...light, ...tokensOf(chosenCss) } };

it('is the same dark for a dark device and for who chose it', () => {
  expect(themes['chosen dark']).toEqual(themes.dark);
  expect(Object.keys(tokensOf(chosenCss)).length).toBeGreaterThan(15);
});

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
function ratio(one: string, two: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const BACKGROUNDS = ['cotton', 'surface', 'mist', 'brick-tint', 'marigold-tint'];
const PAIRS: readonly (readonly [text: string, ground: string, least: number])[] = [
  ...BACKGROUNDS.map((ground) => ['ink', ground, 7] as const),
  ...BACKGROUNDS.map((ground) => ['ink-muted', ground, 4.5] as const),
  ...BACKGROUNDS.map((ground) => ['denim', ground, 4.5] as const),
  ...BACKGROUNDS.map((ground) => ['denim-deep', ground, 4.5] as const),
  ['on-denim', 'denim', 4.5],
  ['on-denim', 'denim-deep', 4.5],
  ['on-brick', 'brick', 4.5],
  ['brick', 'cotton', 4.5],
  ['brick', 'surface', 4.5],
  ['error', 'cotton', 4.5],
  ['error', 'surface', 4.5],
  ['moss', 'cotton', 3],
  ['moss', 'surface', 3],
  ['moss', 'mist', 3],
  ['control', 'cotton', 3],
  ['control', 'surface', 3],
  ['control', 'mist', 3],
];
const RING_BESIDE = ['cotton', 'surface', 'mist', 'marigold-tint', 'brick-tint', 'denim', 'denim-deep', 'brick'];

describe.each(Object.entries(themes))('the %s theme', (_name, tokens) => {
  const hex = (token: string) => {
    const value = tokens[token];
    if (!value) throw new Error(`tokens.css has no --${token}`);
    return value;
  };

  it.each(PAIRS)('shows %s on %s at a ratio of at least %s', (text, ground, least) => {
    expect(ratio(hex(text), hex(ground))).toBeGreaterThanOrEqual(least);
  });

  it.each(RING_BESIDE)('shows one of the two focus rings beside %s', (ground) => {
    const best = Math.max(ratio(hex('focus-inner'), hex(ground)), ratio(hex('focus-outer'), hex(ground)));
    expect(best).toBeGreaterThanOrEqual(3);
  });
});
