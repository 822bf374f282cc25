import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { purposeKeys } from '@/lib/db/seal';
import { keyedHash } from '@/lib/ids';

export type AddressKind = 'email' | 'phone';

/** Somewhere a code can be sent, in its one spelling. */
export interface Address {
  readonly kind: AddressKind;
  /** Lower-case mail address, or a phone number in E.164. */
  readonly text: string;
}

// Deliberately narrow: no quotes, no comments, no second at-sign after compatibility folding (GHSA-7rqj-j65f-68wh).
const EMAIL = /^[^\s@"<>(),;:\\[\]]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** What a person typed, as an address; null when nothing can be sent there. A phone number without country is American. */
export function parseAddress(typed: string): Address | null {
  // Folded before the check, or a look-alike of "@" could make one address out of two.
  const text = typed.normalize('NFKC').trim().toLowerCase();
  if (text.length > 254) return null;
  if (EMAIL.test(text)) return { kind: 'email', text };
  const phone = parsePhoneNumberFromString(text, 'US');
  return phone?.isValid() ? { kind: 'phone', text: phone.number } : null;
}

const PURPOSE = 'address-index';

/** Look-up keys of an address: under the present root key, and under the previous one while it is being replaced. */
export function addressIndexes({ kind, text }: Address): readonly string[] {
  return purposeKeys(PURPOSE).map((key) => keyedHash(key, `${kind}:${text}`));
}

/** The look-up key that new rows get. */
export function addressIndex(address: Address): string {
  const [first] = addressIndexes(address);
  if (!first) throw new Error('No root key');
  return first;
}
