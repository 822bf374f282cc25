/** Progress on the terminal: one line a step, with its time; plain text where there is no terminal. */
const started = Date.now();
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs one step and prints what it is and how long it took. A result may be a note, or { note, ok } when the work ran to
 * its end and still did not succeed.
 * @template T
 * @param {string} label
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const begin = Date.now();
  const live = process.stdout.isTTY;
  let timer;
  if (live) {
    process.stdout.write(`  … ${label}`);
    timer = setInterval(() => process.stdout.write(`\r  … ${label} (${seconds(Date.now() - begin)})`), 500);
  } else {
    say(`  … ${label}`);
  }
  try {
    const result = await work();
    clearInterval(timer);
    const text = typeof result === 'string' ? result : result?.note;
    const note = text ? `: ${text}` : '';
    process.stdout.write(
      `${live ? '\r\x1b[2K' : ''}  ${result?.ok === false ? '✗' : '✓'} ${label}${note} (${seconds(Date.now() - begin)})\n`,
    );
    return result;
  } catch (error) {
    clearInterval(timer);
    process.stdout.write(`${live ? '\r\x1b[2K' : ''}  ✗ ${label}\n`);
    throw error;
  }
}

/** A failure a person can repair; printed without a stack. */
export class Fixable extends Error {
  /** @param {string} what @param {string} fix */
  constructor(what, fix) {
    super(what);
    this.fix = fix;
  }
}

/** Prints an error with its fix and ends with a failing status. */
export function fail(error) {
  const fix = error instanceof Fixable ? `\n  What to do: ${error.fix}` : '';
  process.stderr.write(`\n  ${error.message}${fix}\n`);
  if (!(error instanceof Fixable) && process.env.DEBUG) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}

export const elapsed = () => seconds(Date.now() - started);
