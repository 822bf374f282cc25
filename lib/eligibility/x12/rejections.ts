/** What a person can do about a rejection (AAA03), as message-sized codes. */
export type RejectionMeaning =
  | 'try_later'
  | 'check_id'
  | 'check_birth_date'
  | 'check_name'
  | 'not_found'
  | 'several_found'
  | 'our_set_up'
  | 'unknown';

/**
 * AAA03 codes of the 271 → what it means for the person. From X12 external code list 1029 as commonly documented;
 * the purchased implementation guide should confirm them before a live connection.
 */
const MEANINGS: Readonly<Record<string, RejectionMeaning>> = {
  '04': 'our_set_up',
  '15': 'check_name',
  '41': 'our_set_up',
  '42': 'try_later',
  '43': 'our_set_up',
  '45': 'our_set_up',
  '50': 'our_set_up',
  '51': 'our_set_up',
  '56': 'our_set_up',
  '57': 'our_set_up',
  '58': 'check_birth_date',
  '64': 'check_id',
  '65': 'check_name',
  '67': 'not_found',
  '68': 'check_id',
  '71': 'check_birth_date',
  '72': 'check_id',
  '73': 'check_name',
  '75': 'not_found',
  '76': 'several_found',
  '79': 'our_set_up',
  '80': 'try_later',
};

export function meaningOf(code: string): RejectionMeaning {
  return MEANINGS[code] ?? 'unknown';
}
