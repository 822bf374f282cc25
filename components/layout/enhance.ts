/**
 * The scripts of the public pages: ES2017, no dependencies, at most 5 kB gzip in all, and every page works without
 * them. Phones pay for comments too, so the reasons are here.
 *
 * enhance.js, on every page of class B:
 * - One polite live region, made before it is needed: readers miss regions that arrive with their text.
 * - Leave this site: first nothing on the screen, then away, without a way back by one press. Also after three presses
 *   of Shift alone within five seconds; any other key between them was typing. A browser may bring the page back from
 *   memory, with answers under the blank: then it is loaded anew.
 * - A lost connection: a form with `data-keep` (much is typed there) first asks whether we can be reached, and when not,
 *   stays as it is, with everything in it, and says so. Nothing is stored in the browser for this, so nothing is left on
 *   a shared one (ASVS 14.3.3), and other forms, which go at once, ask only when the browser says it is offline. An
 *   answer that takes longer than four seconds is a slow line, not a lost one: then the form goes.
 * - A refused form: the reader starts at what needs a fix; a link to a field puts the caret into it, with its question
 *   in view. "None of these" and the other boxes exclude each other; the server checks it again. Characters left are
 *   seen at once and said a second after typing stops. A second press on a sent form does nothing.
 * - The two help pages open without a network after the first visit.
 *
 * worker.js keeps those two pages and their style sheet, and no page that a person has filled in. A page that cannot be
 * reached is answered with the help page of its language, with its part for lost connections shown: the address stays
 * the one that was asked for, so "try again" there is a link to itself. Numbers change: a look at a help page renews it.
 *
 * passkey.js: passkeys need the browser's own call. Asks our server for a challenge, the phone or computer for the answer,
 * and sends it with the plain form around it. Where that cannot be, the form stays hidden and people use a code.
 *
 * suggest.js: the editable combobox of the ARIA Authoring Practices for boxes with `data-suggest`. The focus stays in the
 * box; arrows point, Enter takes what is pointed at and otherwise sends the form, Escape closes. The typed text goes in a
 * body without cookies, because addresses are written down in many places. Without it the browser's own list is there.
 */

/** First characters of each script's SHA-256, so that a changed one is fetched at once; a test compares them. */
const VERSIONS = { enhance: '6874c64b', passkey: '8dc6de0a', suggest: '2fe523cb' } as const;

const source = (script: keyof typeof VERSIONS) => `/enhance/${script}.js?v=${VERSIONS[script]}`;

export const ENHANCE_SRC = source('enhance');
/** Only on the pages that ask for a passkey. */
export const PASSKEY_SRC = source('passkey');
/** Only on pages with a box that gives help while typing. */
export const SUGGEST_SRC = source('suggest');
