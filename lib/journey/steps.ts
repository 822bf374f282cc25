import type { SliceName } from './model';

/** The three steps as one table: pages, progress bars and the home page derive from it. */
export const JOURNEY_STEPS = [
  { number: 1, id: 'eligibility', start: '/eligibility' },
  { number: 2, id: 'provider', start: '/needs' },
  { number: 3, id: 'appointment', start: '/appointments' },
] as const;

export type JourneyStep = (typeof JOURNEY_STEPS)[number];
export type StepId = JourneyStep['id'];

/** Where a person who comes back goes on, and how many steps lie behind: by the last part they answered. */
const RESUME_PAGES: readonly (readonly [slice: SliceName, path: string, done: number])[] = [
  ['appointments', '/appointments', 2],
  ['directory', '/providers', 1],
  ['needs', '/needs', 1],
  ['eligibility', '/eligibility', 0],
];

type Slices = Readonly<Partial<Record<SliceName, unknown>>>;
const lastPart = (slices: Slices) => RESUME_PAGES.find(([slice]) => slices[slice] !== undefined);

/** The path (without language) on which saved progress goes on. */
export const resumePath = (slices: Slices): string => lastPart(slices)?.[1] ?? JOURNEY_STEPS[0].start;

/** How many of the three steps lie behind. */
export const stepsBehind = (slices: Slices): number => lastPart(slices)?.[2] ?? 0;
