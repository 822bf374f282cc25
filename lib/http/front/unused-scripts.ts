/** Scripts that are not ours, and the hints to fetch them early. */
const SCRIPTS = /<script\b(?![^>]*\bsrc="\/enhance\/)[^>]*>[^<]*(?:<(?!\/script>)[^<]*)*<\/script>/g;
const HINTS = /<link rel="(?:preload|modulepreload)"[^>]*\bas="script"[^>]*>/g;

/**
 * A page of class A or B without the framework's scripts: its policy refuses them, no browser of ours ever runs one, and
 * the copy of the page that they carry for the framework's client is more than half of its bytes. React writes `<` in
 * texts and attributes as an entity, so these tags can only be tags.
 */
export function withoutFrameworkScripts(html: Buffer): Buffer {
  return Buffer.from(html.toString('utf8').replace(SCRIPTS, '').replace(HINTS, ''), 'utf8');
}
