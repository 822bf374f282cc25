import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import type zlib from 'node:zlib';

/** A page is held until it is whole, so that it is packed once and its length is known; a long file is not. */
const HOLD_BYTES = 256 * 1024;
/** A slow answer starts to travel after this, and what is packed of it never waits longer for more to pack. */
const HOLD_MS = 200;

export type Packer = Transform & Pick<zlib.Gzip, 'flush'>;

/** What happens to an answer. Both are called before its headers are sent, and may change them. */
export interface Taker {
  /** All of the body; gives the bytes that travel instead. */
  readonly whole: (body: Buffer) => Buffer;
  /** The body goes on: what packs it on its way, or null. */
  readonly start: () => Packer | null;
}

type Done = (error?: Error | null) => void;
type Chunk = string | Uint8Array;
type Head = OutgoingHttpHeaders | OutgoingHttpHeader[];

const toBuffer = (chunk: Chunk, encoding?: unknown): Buffer =>
  typeof chunk === 'string'
    ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

const doneOf = (...given: unknown[]): Done | undefined => given.find((each) => typeof each === 'function') as Done | undefined;

/** Headers in any of the shapes that `writeHead` takes. */
function setAll(response: ServerResponse, head: Head): void {
  if (!Array.isArray(head)) {
    for (const [name, value] of Object.entries(head)) if (value !== undefined) response.setHeader(name, value);
    return;
  }
  for (let at = 0; at + 1 < head.length; at += 2) response.appendHeader(String(head[at]), String(head[at + 1]));
}

/** Node's own functions of a response, before we stand in for them. */
function rawOf(response: ServerResponse) {
  return {
    writeHead: response.writeHead.bind(response) as (status: number) => ServerResponse,
    write: response.write.bind(response) as (chunk: Buffer, done?: Done) => boolean,
    end: response.end.bind(response) as (chunk?: Buffer, done?: Done) => ServerResponse,
    emit: response.emit.bind(response) as (event: string, ...values: unknown[]) => boolean,
  };
}

class TakenAnswer {
  private readonly raw: ReturnType<typeof rawOf>;
  private readonly held: Buffer[] = [];
  private bytes = 0;
  private state: 'waiting' | 'holding' | 'streaming' | 'done' = 'waiting';
  /** Headers can still be changed, by the taker and by who adds some at the last moment (trouble-pages.ts). */
  private headOpen = false;
  private packer: Packer | null = null;
  private holdTimer: NodeJS.Timeout | undefined;
  private flushTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly taker: Taker,
  ) {
    this.raw = rawOf(response);
  }

  standIn(): void {
    const { response, raw } = this;
    response.once('close', () => this.stop());
    // The client's "go on" is for the packer; the maker goes on when the packer says so. Else a slow client and a fast
    // maker would fill the memory between them.
    response.emit = ((event: string, ...values: unknown[]) => {
      if (event !== 'drain' || !this.packer) return raw.emit(event, ...values);
      this.packer.resume();
      return true;
    }) as typeof response.emit;
    Object.defineProperty(response, 'headersSent', {
      configurable: true,
      get: () => this.state !== 'waiting' && !this.headOpen,
    });
    response.flushHeaders = () => this.begin();
    response.writeHead = ((status: number, reason?: string | Head, head?: Head) => {
      response.statusCode = status;
      if (typeof reason === 'string') response.statusMessage = reason;
      const given = typeof reason === 'string' ? head : (reason ?? head);
      if (given) setAll(response, given);
      this.begin();
      return response;
    }) as typeof response.writeHead;
    response.write = ((chunk: Chunk, encoding?: unknown, last?: unknown) =>
      this.write(toBuffer(chunk, encoding), doneOf(encoding, last))) as typeof response.write;
    response.end = ((chunk?: unknown, encoding?: unknown, last?: unknown) => {
      const buffer = chunk && typeof chunk !== 'function' ? toBuffer(chunk as Chunk, encoding) : undefined;
      this.end(buffer, doneOf(chunk, encoding, last));
      return response;
    }) as typeof response.end;
  }

  private begin(): void {
    if (this.state !== 'waiting') return;
    this.state = 'holding';
    this.holdTimer = setTimeout(() => this.stream(), HOLD_MS);
  }

  private stop(): void {
    clearTimeout(this.holdTimer);
    clearTimeout(this.flushTimer);
    this.packer?.destroy();
  }

  private sendHead(): void {
    clearTimeout(this.holdTimer);
    this.raw.writeHead(this.response.statusCode);
    this.headOpen = false;
  }

  private write(chunk: Buffer, done?: Done): boolean {
    this.begin();
    if (this.state !== 'holding') return this.pass(chunk, done);
    this.held.push(chunk);
    this.bytes += chunk.length;
    if (done) queueMicrotask(done);
    if (this.bytes > HOLD_BYTES) this.stream();
    return !this.packer?.writableNeedDrain;
  }

  private pass(chunk: Buffer, done?: Done): boolean {
    const { packer } = this;
    if (!packer) return this.raw.write(chunk, done);
    this.flushTimer ??= setTimeout(() => {
      this.flushTimer = undefined;
      if (!packer.writableEnded && !packer.destroyed) packer.flush();
    }, HOLD_MS);
    return packer.write(chunk, done);
  }

  private stream(): void {
    if (this.state !== 'holding') return;
    this.state = 'streaming';
    const { raw } = this;
    this.headOpen = true;
    const packer = this.taker.start();
    this.packer = packer;
    this.sendHead();
    if (packer) {
      packer.on('data', (chunk: Buffer) => {
        if (!raw.write(chunk)) packer.pause();
      });
      packer.once('end', () => raw.end());
      packer.on('drain', () => raw.emit('drain'));
      packer.once('error', () => this.response.destroy());
    }
    for (const chunk of this.held.splice(0)) this.pass(chunk);
  }

  private end(chunk: Buffer | undefined, done: Done | undefined): void {
    const { raw, packer, state } = this;
    if (state === 'streaming' && packer) {
      if (done) this.response.once('finish', done);
      packer.end(chunk);
    } else if (state === 'streaming' || state === 'done') {
      raw.end(chunk, done);
    } else {
      this.state = 'done';
      // The framework's setHeader does nothing, and says nothing, on a response that calls its headers sent.
      this.headOpen = true;
      const body = this.taker.whole(Buffer.concat(chunk ? [...this.held, chunk] : this.held));
      this.sendHead();
      raw.end(body, done);
    }
  }
}

/** Stands between whoever makes an answer and Node's own `response`: the maker goes on as if it were writing to it. */
export function takeAnswer(response: ServerResponse, taker: Taker): void {
  new TakenAnswer(response, taker).standIn();
}
