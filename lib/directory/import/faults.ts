/**
 * Why a row of an import cannot be used. Each code has two sentences in the catalogue: what is wrong and how to fix it.
 * The importer prints them in English; the desk shows them in the language of its page.
 */
export const FAULT_CODES = [
  'empty',
  'zipMissing',
  'zipUnknown',
  'zipLength',
  'degrees',
  'columns',
  'unreadable',
  'npiMissing',
  'npiLength',
  'npiCheckDigit',
  'npiOptional',
  'npiEnded',
  'abroad',
  'noName',
  'survey',
  'option',
  'network',
  'notJson',
  'nulSign',
  'nulLine',
  'resourceType',
  'noId',
  'element',
  'noOrganization',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** What a row lacks, where, and the words of the row that the sentences quote. */
export interface RowFault {
  readonly field: string;
  readonly fault: FaultCode;
  readonly values?: Readonly<Record<string, string>>;
}

/** A line that is wrong as a whole. */
export const WHOLE_LINE = '(line)';

/** A part of a JSON row that is not what the format says. */
export const unreadable = (path: readonly PropertyKey[] = []): RowFault => ({
  field: WHOLE_LINE,
  fault: 'unreadable',
  values: { text: path.map(String).join('.') },
});

/** Enough of a cell to find it again. */
export const quoted = (cell: string): string => cell.slice(0, 40);
