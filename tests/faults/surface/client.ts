import { randomInt } from 'node:crypto';
import http from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  /** Sent as they are; undefined values are left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer | string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** One request as its bytes say: no header is added or refused, unlike with `fetch`. */
export function ask(origin: string, target: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  // With DELETE Node sends a body without its length, which the next request on the line would be taken for.
  const length = body === undefined ? undefined : String(Buffer.byteLength(body));
  const all = Object.entries({ 'content-length': length, ...headers });
  const sent = Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, hostname, port, path: target, method, headers: sent, timeout: 30_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    request.on('timeout', () => request.destroy(new Error(`no answer in 30 s: ${method} ${target.slice(0, 80)}`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** A network nobody else has, so that limits of one caller are not those of another. */
export const someNetwork = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 250)}`;

const BOUNDARY = 'portal-boundary-7d1f';

/** A form as a browser sends it. */
export function multipart(fields: readonly (readonly [string, string])[]): { body: Buffer; type: string } {
  const parts = fields.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, '_')}"\r\n\r\n${value}\r\n`,
  );
  return { body: Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`), type: `multipart/form-data; boundary=${BOUNDARY}` };
}

/** A cookie jar of one browser. */
export class Jar {
  private readonly cookies = new Map<string, string>();

  set(name: string, value: string): this {
    this.cookies.set(name, value);
    return this;
  }

  get header(): string | undefined {
    const text = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return text === '' ? undefined : text;
  }

  /** Takes what an answer set. */
  keep(reply: Reply): Reply {
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return reply;
  }
}
