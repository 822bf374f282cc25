/** What the invented organisations of the demonstration directory do. */
import { type FacetGroupKey, facetCode } from '@/lib/directory/facets';

const codes = (group: FacetGroupKey, ...keys: string[]) => keys.map((key) => facetCode(group, key));

/** Words as written after a name, with the NUCC code and the kind of work. */
export const PROFESSIONS = {
  lcsw: { credentials: 'LCSW', taxonomy: '1041C0700X', planNetRole: 'sw', services: codes('service', 'assessment', 'therapy') },
  lcmhc: { credentials: 'LCMHC', taxonomy: '101YM0800X', planNetRole: 'co', services: codes('service', 'assessment', 'therapy') },
  lmft: { credentials: 'LMFT', taxonomy: '106H00000X', planNetRole: 'mt', services: codes('service', 'therapy', 'groupTherapy') },
  psychologist: {
    credentials: 'PhD',
    taxonomy: '103TC0700X',
    planNetRole: 'py',
    services: codes('service', 'therapy', 'testing'),
  },
  psychiatrist: { credentials: 'MD', taxonomy: '2084P0800X', planNetRole: 'ph', services: codes('service', 'medication') },
  childPsychiatrist: { credentials: 'MD', taxonomy: '2084P0804X', planNetRole: 'ph', services: codes('service', 'medication') },
  nurse: {
    credentials: 'PMHNP',
    taxonomy: '363LP0808X',
    planNetRole: 'crnp',
    services: codes('service', 'medication', 'assessment'),
  },
  lcas: {
    credentials: 'LCAS',
    taxonomy: '101YA0400X',
    planNetRole: 'co',
    services: codes('service', 'assessment', 'therapy', 'groupTherapy'),
  },
  addictionPhysician: {
    credentials: 'MD',
    taxonomy: '2084A0401X',
    planNetRole: 'ph',
    services: codes('service', 'medication', 'opioidTreatment'),
  },
  peer: { credentials: 'NCCPSS', taxonomy: '175T00000X', planNetRole: 'bh', services: codes('service', 'peerSupport') },
  bcba: { credentials: 'BCBA', taxonomy: '103K00000X', planNetRole: 'ba', services: codes('service', 'autism') },
} as const;
export type Profession = keyof typeof PROFESSIONS;

export interface OrganizationKind {
  readonly key: string;
  readonly share: number;
  readonly suffixes: readonly string[];
  readonly services: readonly number[];
  readonly concerns: readonly number[];
  readonly ages: readonly number[];
  readonly settings: readonly number[];
  readonly professions: readonly Profession[];
  readonly organizationType: string;
  readonly always?: boolean;
}

export const KINDS: readonly OrganizationKind[] = [
  {
    key: 'practice',
    share: 0.42,
    organizationType: 'prvgrp',
    suffixes: ['Counseling', 'Wellness', 'Therapy Associates', 'Counseling Center'],
    services: codes('service', 'assessment', 'therapy', 'groupTherapy', 'trauma', 'medication'),
    concerns: codes('concern', 'mood', 'worry', 'trauma', 'bipolar', 'grief', 'eating', 'selfHarm', 'behavior'),
    ages: codes('age', 'teen', 'adult', 'older'),
    settings: codes('setting', 'office'),
    professions: ['lcsw', 'lcmhc', 'psychologist', 'nurse', 'lmft', 'psychiatrist'],
  },
  {
    key: 'agency',
    share: 0.22,
    organizationType: 'prvorg',
    suffixes: ['Behavioral Health', 'Community Care', 'Family Services'],
    services: codes(
      'service',
      'assessment',
      'therapy',
      'medication',
      'peerSupport',
      'communitySupport',
      'communityTeam',
      'familyInHome',
      'dayProgram',
      'employment',
      'substanceIntensive',
    ),
    concerns: codes('concern', 'mood', 'worry', 'trauma', 'psychosis', 'bipolar', 'alcohol', 'drugs', 'behavior', 'selfHarm'),
    ages: codes('age', 'child', 'teen', 'adult', 'older'),
    settings: codes('setting', 'office', 'community'),
    professions: ['lcsw', 'lcmhc', 'lcas', 'psychiatrist', 'nurse', 'peer'],
  },
  {
    key: 'recovery',
    share: 0.15,
    organizationType: 'fac',
    suffixes: ['Recovery', 'Recovery Services', 'Treatment Center'],
    services: codes(
      'service',
      'assessment',
      'groupTherapy',
      'substanceIntensive',
      'substanceDay',
      'opioidTreatment',
      'detox',
      'peerSupport',
      'substanceResidential',
    ),
    concerns: codes('concern', 'alcohol', 'opioids', 'drugs', 'trauma', 'worry'),
    ages: codes('age', 'adult', 'older'),
    settings: codes('setting', 'office', 'residential'),
    professions: ['lcas', 'addictionPhysician', 'peer', 'lcsw', 'nurse'],
  },
  {
    key: 'disability',
    share: 0.1,
    organizationType: 'prvorg',
    suffixes: ['Supports', 'Community Living', 'Bridge Services'],
    services: codes('service', 'disabilitySupports', 'employment', 'dayProgram', 'autism', 'brainInjury'),
    concerns: codes('concern', 'disability', 'autism', 'brainInjury', 'behavior'),
    ages: codes('age', 'child', 'teen', 'adult', 'older'),
    settings: codes('setting', 'community'),
    professions: ['bcba', 'psychologist', 'lcsw'],
  },
  {
    key: 'family',
    share: 0.08,
    organizationType: 'prvorg',
    suffixes: ['Child and Family', 'Youth Services', "Children's Center"],
    services: codes('service', 'assessment', 'therapy', 'familyInHome', 'testing', 'autism', 'childResidential', 'trauma'),
    concerns: codes('concern', 'behavior', 'trauma', 'worry', 'mood', 'autism', 'grief', 'selfHarm'),
    ages: codes('age', 'under6', 'child', 'teen'),
    settings: codes('setting', 'office', 'community'),
    professions: ['lcsw', 'lmft', 'psychologist', 'childPsychiatrist', 'bcba'],
  },
  {
    key: 'crisis',
    share: 0.03,
    organizationType: 'fac',
    suffixes: ['Crisis Center', 'Recovery and Crisis Hospital'],
    services: codes('service', 'crisisCenter', 'mobileCrisis', 'assessment', 'detox', 'hospital', 'partialHospital'),
    concerns: codes('concern', 'mood', 'psychosis', 'bipolar', 'alcohol', 'opioids', 'drugs', 'selfHarm'),
    ages: codes('age', 'child', 'teen', 'adult', 'older'),
    settings: codes('setting', 'crisis', 'hospital'),
    professions: ['psychiatrist', 'nurse', 'lcsw'],
    always: true,
  },
];
