/** The three steps as one table: pages, progress bars and the home page derive from it. */
export const JOURNEY_STEPS = [
  { number: 1, id: 'eligibility', start: '/eligibility' },
  { number: 2, id: 'provider', start: '/needs' },
  { number: 3, id: 'appointment', start: '/appointments' },
] as const;

export type JourneyStep = (typeof JOURNEY_STEPS)[number];
export type StepId = JourneyStep['id'];
