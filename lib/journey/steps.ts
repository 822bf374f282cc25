import type { SliceName } from './model';

/** The three steps as one table: pages, progress bars and the home page derive from it. */
export const JOURNEY_STEPS = [
  { number: 1, id: 'eligibility', start: '/eligibility' },
  { number: 2, id: 'provider', start: '/needs' },
  { number: 3, id: 'appointment', start: '/appointments' },
] as const;

export type JourneyStep = (typeof JOURNEY_STEPS)[number];
export type StepId = JourneyStep['id'];

/** Where a person who comes back goes on: the page of the last part they answered. */
const RESUME_PAGES: readonly (readonly [slice: SliceName, path: string])[] = [
  ['appointments', '/appointments'],
  ['directory', '/providers'],
  ['needs', '/needs'],
  ['eligibility', '/eligibility'],
];

/** The path (without language) on which saved progress goes on. */
export function resumePath(slices: Readonly<Partial<Record<SliceName, unknown>>>): string {
  return RESUME_PAGES.find(([slice]) => slices[slice] !== undefined)?.[1] ?? JOURNEY_STEPS[0].start;
}
