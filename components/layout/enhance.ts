/** First characters of the script's SHA-256, so that a changed script is fetched at once; a test compares them. */
const ENHANCE_VERSION = 'd6062552';

export const ENHANCE_SRC = `/enhance/enhance.js?v=${ENHANCE_VERSION}`;

const PASSKEY_VERSION = 'efc40ea1';

/** Only on the pages that ask for a passkey. */
export const PASSKEY_SRC = `/enhance/passkey.js?v=${PASSKEY_VERSION}`;
