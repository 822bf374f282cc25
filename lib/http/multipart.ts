import { AppError } from '@/lib/app-error';

/** One field of a posted form, in the order in which the browser sent it. */
export interface FormPart {
  readonly name: string;
  /** Null for a text field; empty when no file was chosen. */
  readonly fileName: string | null;
  /** Read it before the next part is asked for; what is left of it is passed over. */
  readonly bytes: AsyncGenerator<Buffer>;
}

const HEADERS_BYTES = 8192;
const MOST_PARTS = 20;
const HEADERS_END = Buffer.from('\r\n\r\n');

/** The bytes of a request, looked at piece by piece. */
class Source {
  private readonly pieces: AsyncIterator<Uint8Array>;
  held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.pieces = body[Symbol.asyncIterator]();
  }

  /** Holds more than before. @throws MALFORMED when nothing more comes: the form was broken off */
  async more(): Promise<void> {
    const next = await this.pieces.next().catch((cause: unknown) => {
      // The browser went away.
      throw new AppError('MALFORMED', { cause });
    });
    if (next.done) throw new AppError('MALFORMED');
    this.held = this.held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.held, next.value]);
  }

  take(length: number): Buffer {
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }

  /** The text up to `end`, which is taken too. */
  async until(end: Buffer, most: number): Promise<string> {
    let at = this.held.indexOf(end);
    while (at < 0) {
      if (this.held.length > most) throw new AppError('MALFORMED');
      await this.more();
      at = this.held.indexOf(end);
    }
    const text = this.take(at).toString('utf8');
    this.take(end.length);
    return text;
  }

  /** Bytes up to `end`, which is taken too, as they come. */
  async *upTo(end: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(end);
      if (at >= 0) {
        if (at > 0) yield this.take(at);
        this.take(end.length);
        return;
      }
      // The end may begin in the last bytes.
      const sure = this.held.length - end.length + 1;
      if (sure > 0) yield this.take(sure);
      await this.more();
    }
  }
}

const NAME = /^content-disposition:.*?; *name="([^"]*)"/im;
const FILE_NAME = /^content-disposition:.*?; *filename="([^"]*)"/im;

/** Browsers write quotes and line ends in names as %22, %0D and %0A, and all else as it is. */
function parameterOf(headers: string, parameter: RegExp): string | null {
  const found = parameter.exec(headers)?.[1];
  return found === undefined ? null : found.replace(/%22/g, '"').replace(/%0D|%0A/gi, ' ');
}

/**
 * The fields of a `multipart/form-data` body (RFC 7578), one at a time while they arrive: a file of any size takes the
 * memory of one piece. @throws MALFORMED for another kind of body and for one that ends too early
 */
export async function* readMultipart(body: AsyncIterable<Uint8Array>, contentType: string): AsyncGenerator<FormPart> {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]{1,70})"?/i.exec(contentType)?.[1];
  if (!boundary) throw new AppError('MALFORMED');
  const source = new Source(body);
  // With a line end before it, the first delimiter is found like the others.
  source.held = Buffer.from('\r\n');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  for await (const preamble of source.upTo(delimiter)) if (preamble.length > HEADERS_BYTES) throw new AppError('MALFORMED');
  for (let parts = 0; ; parts++) {
    while (source.held.length < 2) await source.more();
    if (source.take(2).toString('latin1') === '--') return;
    if (parts >= MOST_PARTS) throw new AppError('MALFORMED');
    const headers = await source.until(HEADERS_END, HEADERS_BYTES);
    const name = parameterOf(headers, NAME);
    if (name === null) throw new AppError('MALFORMED');
    const bytes = source.upTo(delimiter);
    yield { name, fileName: parameterOf(headers, FILE_NAME), bytes };
    for await (const _left of bytes);
  }
}

/** The text of a field. @throws MALFORMED when it is longer than any of ours */
export async function textOfPart(part: FormPart, most = 4096): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of part.bytes) {
    size += piece.length;
    if (size > most) throw new AppError('MALFORMED');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
