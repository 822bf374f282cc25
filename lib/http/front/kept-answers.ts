import type { OutgoingHttpHeaders } from 'node:http';
import type { Packing } from './negotiate';
import { packBytes, unpackBytes } from './packers';

/** What a whole answer is, before it is sent. */
export interface MadeAnswer {
  readonly headers: OutgoingHttpHeaders;
  readonly tag: string;
  readonly packing: Packing;
  readonly bytes: Buffer;
  /** Seconds for which anyone may be given it. */
  readonly lifeS: number;
}

export interface KeptAnswer {
  readonly headers: OutgoingHttpHeaders;
  readonly tag: string;
  readonly madeAt: number;
  readonly goodUntil: number;
  /** The state of the directory when it was asked for. */
  readonly version: string;
  readonly forms: Map<Packing, Buffer>;
}

/** Room for its headers and our own book-keeping. */
const OVERHEAD_BYTES = 2048;

const sizeOf = ({ forms }: KeptAnswer) => OVERHEAD_BYTES + [...forms.values()].reduce((sum, { length }) => sum + length, 0);

/**
 * Answers that are the same for everybody, in memory, as packed bytes: at most so many, the least recently asked for go
 * first. Nothing that matters is lost with it, and another instance has its own.
 */
export class KeptAnswers {
  private readonly kept = new Map<string, KeptAnswer>();
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** An answer that is young enough and was made from the directory as it is now. */
  find(key: string, now: number, version: string): KeptAnswer | null {
    const answer = this.kept.get(key);
    if (!answer) return null;
    this.forget(key);
    if (answer.goodUntil <= now || answer.version !== version) return null;
    this.put(key, answer);
    return answer;
  }

  keep(key: string, made: MadeAnswer, now: number, version: string): void {
    this.forget(key);
    const { headers, tag, packing, bytes, lifeS } = made;
    this.put(key, { headers, tag, version, madeAt: now, goodUntil: now + lifeS * 1000, forms: new Map([[packing, bytes]]) });
  }

  /** The bytes for a client; a packing that nobody asked for yet is made once and kept too. */
  formOf(key: string, answer: KeptAnswer, packing: Packing): Buffer {
    const known = answer.forms.get(packing);
    if (known) return known;
    const [have, bytes] = [...answer.forms][0] ?? ['identity' as const, Buffer.alloc(0)];
    const made = packBytes(unpackBytes(bytes, have), packing);
    // Plain bytes are five times as long and rarely wanted.
    if (packing === 'identity' || this.kept.get(key) !== answer) return made;
    this.forget(key);
    answer.forms.set(packing, made);
    this.put(key, answer);
    return made;
  }

  private put(key: string, answer: KeptAnswer): void {
    this.kept.set(key, answer);
    this.bytes += sizeOf(answer);
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.mostBytes) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const answer = this.kept.get(key);
    if (!answer) return;
    this.kept.delete(key);
    this.bytes -= sizeOf(answer);
  }
}
