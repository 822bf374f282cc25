/** The four public behavioral-health plans (LME/MCOs) of North Carolina. */
export type LmeMco = 'Partners' | 'Alliance' | 'Vaya' | 'Trillium';

export interface County {
  readonly name: string;
  /** Five-digit FIPS code. */
  readonly fips: string;
  readonly plan: LmeMco;
}

export interface Plan {
  readonly id: LmeMco;
  readonly name: string;
  /** Digits with the leading 1. */
  readonly phone: string;
  readonly crisisPhone: string | null;
}

/** A phone line with its owner's source and the day it was last checked. */
export interface HelpLine {
  readonly id: 'help' | 'crisis' | 'lifeline' | 'emergency' | 'peer' | 'relay' | 'medicaidCenter' | 'ombudsman' | 'legalAid';
  readonly phone: string;
  readonly sms: string | null;
  readonly hours: 'always' | 'office';
  readonly source: string;
  readonly checkedOn: string;
}

/** A county Department of Social Services, as far as public pages told. */
export interface DssOffice {
  readonly county: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly source: string;
  /** Age of the page it was found on, in words. */
  readonly asOf: string;
}
