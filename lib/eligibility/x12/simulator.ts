import type { CoverageCheck } from './coverage-check';
import { element, readInterchange, type Segment } from './interchange';
import { read271 } from './read-271';
import { type Control, type EligibilityRequest, type TradingPartner, write270 } from './write-270';

const PARTNER: TradingPartner = {
  senderId: 'PORTAL',
  receiverId: 'SIMULATOR',
  payerName: 'SIMULATED PAYER',
  payerId: 'SIM',
  providerName: 'CARE ACCESS PORTAL',
  npi: '1234567893',
};

/** Last digit of the member id → what the simulator says, so that every screen can be seen without a payer. */
const SCRIPT: Readonly<Record<string, (day: string) => readonly string[]>> = {
  '0': () => ['AAA*N**75*C'],
  '1': () => ['AAA*Y**42*R'],
  '2': () => ['AAA*N**71*C'],
  '3': () => ['EB*6**30*MC*NC MEDICAID'],
  '4': (day) => ['EB*1**30^MH*MC*NC MEDICAID TAILORED PLAN', `DTP*307*RD8*20260101-20261231`, `DTP*291*D8*${day}`],
  '5': () => ['EB*1**30*QM*QMB', 'EB*1**30*MA*MEDICARE PART A', 'LS*2120', 'NM1*PR*2*MEDICARE', 'LE*2120'],
};
const ACTIVE = (day: string) => ['EB*1**30^MH*MC*NC MEDICAID DIRECT', `DTP*291*D8*${day}`];

/** Builds a 271 text for a 270 text, the way a payer would. */
export function simulate271(request270: string): string {
  const read = readInterchange(request270);
  const segments: readonly Segment[] = read.ok ? read.segments : [];
  const find = (name: string, first?: string) =>
    segments.find((segment) => segment.name === name && (first === undefined || element(segment, 1) === first));
  const memberId = element(find('NM1', 'IL'), 9);
  const day = element(find('DTP', '291'), 3);
  const number = element(find('ISA'), 13) || '000000001';
  const lines = (SCRIPT[memberId.slice(-1)] ?? ACTIVE)(day);
  const body = [
    'ST*271*0001*005010X279A1',
    `BHT*0022*11*${number}*20260101*0000`,
    'HL*1**20*1',
    'NM1*PR*2*SIMULATED PAYER*****PI*SIM',
    'HL*2*1*21*1',
    'NM1*1P*2*CARE ACCESS PORTAL*****XX*1234567893',
    'HL*3*2*22*0',
    `TRN*2*${number}*9123456789`,
    `NM1*IL*1*SIMULATED*PERSON****MI*${memberId}`,
    ...lines,
  ];
  const isa = `ISA*00*          *00*          *ZZ*SIMULATOR      *ZZ*PORTAL         *260101*0000*^*00501*${number}*0*T*:`;
  const close = [`SE*${body.length + 1}*0001`, 'GE*1*1', `IEA*1*${number}`];
  return `${[isa, 'GS*HB*SIMULATOR*PORTAL*20260101*0000*1*X*005010X279A1', ...body, ...close].join('~')}~`;
}

/** The default where no clearinghouse is set up. Its results carry `source: 'simulator'` and must be shown as such. */
export const simulatorCheck: CoverageCheck = {
  check: async (request: EligibilityRequest, control: Control) => ({
    source: 'simulator',
    response: read271(simulate271(write270(request, PARTNER, control))),
  }),
};
