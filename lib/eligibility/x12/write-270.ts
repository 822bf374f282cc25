import type { PlainDateString } from '@/lib/clock';

/** Who asks, as agreed with the clearinghouse. */
export interface TradingPartner {
  readonly senderId: string;
  readonly receiverId: string;
  readonly payerName: string;
  readonly payerId: string;
  readonly providerName: string;
  /** National Provider Identifier, ten digits. */
  readonly npi: string;
}

export interface EligibilityRequest {
  readonly memberId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: PlainDateString;
  /** Day for which coverage is asked. */
  readonly serviceDate: PlainDateString;
}

export interface Control {
  /** Nine digits, new for each interchange. */
  readonly number: number;
  /** `YYYY-MM-DDTHH:MM` in any zone; the standard carries no zone. */
  readonly at: string;
  readonly test: boolean;
}

const compact = (day: string) => day.replace(/-/g, '');
/** Delimiters must not occur in data, and X12 knows no accents in its basic set. */
const clean = (text: string, max: number) =>
  text
    .normalize('NFD')
    .replace(/[̀-ͯ]/g, '')
    .toUpperCase()
    .replace(/[^A-Z0-9 .,'-]/g, ' ')
    .trim()
    .slice(0, max);
const fixed = (text: string) => clean(text, 15).padEnd(15);

/** Writes a 270 for one subscriber and the whole plan (service type 30): X12 005010X279A1. */
export function write270(request: EligibilityRequest, partner: TradingPartner, control: Control): string {
  const number = String(control.number).padStart(9, '0');
  const day = compact(control.at.slice(0, 10));
  const time = control.at.slice(11, 16).replace(':', '');
  const body = [
    ['ST', '270', '0001', '005010X279A1'],
    ['BHT', '0022', '13', number, day, time],
    ['HL', '1', '', '20', '1'],
    ['NM1', 'PR', '2', clean(partner.payerName, 60), '', '', '', '', 'PI', clean(partner.payerId, 80)],
    ['HL', '2', '1', '21', '1'],
    ['NM1', '1P', '2', clean(partner.providerName, 60), '', '', '', '', 'XX', clean(partner.npi, 10)],
    ['HL', '3', '2', '22', '0'],
    ['TRN', '1', number, `9${clean(partner.npi, 9)}`],
    ['NM1', 'IL', '1', clean(request.lastName, 60), clean(request.firstName, 35), '', '', '', 'MI', clean(request.memberId, 80)],
    ['DMG', 'D8', compact(request.birthDate)],
    ['DTP', '291', 'D8', compact(request.serviceDate)],
    ['EQ', '30'],
  ];
  const segments = [
    ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), 'ZZ', fixed(partner.senderId), 'ZZ', fixed(partner.receiverId)].concat([
      day.slice(2),
      time,
      '^',
      '00501',
      number,
      '0',
      control.test ? 'T' : 'P',
      ':',
    ]),
    [
      'GS',
      'HS',
      clean(partner.senderId, 15),
      clean(partner.receiverId, 15),
      day,
      time,
      String(control.number),
      'X',
      '005010X279A1',
    ],
    ...body,
    ['SE', String(body.length + 1), '0001'],
    ['GE', '1', String(control.number)],
    ['IEA', '1', number],
  ];
  return `${segments.map((segment) => segment.join('*')).join('~')}~`;
}
