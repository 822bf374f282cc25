import type { Gate, Ratio, Rung, Target } from './model';
import { BOOKING_GATES, BOOKING_RUNGS } from './rungs/booking';
import { KEPT_GATES } from './rungs/kept';
import { SCREENING_GATES, SCREENING_RUNGS } from './rungs/screening';
import { SEARCH_GATES, SEARCH_RUNGS } from './rungs/search';
import { SLOT_RUNGS, SLOT_TARGETS } from './rungs/slots';

/** Everything that is measured. A new rung is one file in rungs/ and one entry here. */
export const RUNGS: readonly Rung[] = [...SEARCH_RUNGS, ...SCREENING_RUNGS, ...BOOKING_RUNGS, ...SLOT_RUNGS];

export const GATES: readonly Gate[] = [...SEARCH_GATES, ...KEPT_GATES, ...SCREENING_GATES, ...BOOKING_GATES];

/** What a person waits for; the few figures that are promised as such. */
export const TARGETS: readonly Target[] = SLOT_TARGETS;

/** Absolute figures swing with the machine: everything else is promised as one figure over another of the same run. */
export const RATIOS: readonly Ratio[] = [
  { name: 'search page CPU / empty page CPU', over: 'L4', under: 'L4-empty', figure: 'cpu', atMost: 1.8 },
  { name: 'kept page CPU / SQL CPU', over: 'L3', under: 'L0', figure: 'cpu', atMost: 0.5 },
  { name: 'queries layer p50 / raw SQL p50', over: 'L1', under: 'L0', figure: 'p50', atMost: 2 },
  { name: 'booking statement rate / bare insert rate', over: 'B1', under: 'B0', figure: 'rate', atLeast: 0.5 },
  { name: 'search page CPU / SQL CPU', over: 'L4', under: 'L0', figure: 'cpu' },
  { name: 'empty page CPU / SQL CPU', over: 'L4-empty', under: 'L0', figure: 'cpu' },
  { name: 'FHIR route CPU / SQL CPU', over: 'L2', under: 'L0', figure: 'cpu', atMost: 6 },
  { name: '200 screenings CPU / bare echo CPU', over: 'S1', under: 'S0', figure: 'cpu' },
  { name: 'hold and book CPU / bare insert CPU', over: 'B2', under: 'B0', figure: 'cpu' },
];
