/** Where a sign-in can lead, by a code in the address: a free "next" parameter would let a foreign link choose. */
export const DESTINATIONS = {
  account: '/account',
  contact: '/account/contact',
  consents: '/account/consents',
  coverage: '/account/coverage',
  people: '/account/people',
  history: '/account/history',
  export: '/account/export',
  delete: '/account/delete',
  keys: '/account/keys',
  settings: '/account/settings',
  visits: '/account/visits',
} as const;
export type Destination = keyof typeof DESTINATIONS;

/** The destination of a code from an address or form; the account page for anything else. */
export function destinationOf(code: unknown): Destination {
  return typeof code === 'string' && Object.hasOwn(DESTINATIONS, code) ? (code as Destination) : 'account';
}
