import type { BrowserContext, CDPSession, Page, Response } from '@playwright/test';

/** What a page cost on the wire. Bytes are those received, headers included, as compressed. */
export interface Weight {
  readonly requests: number;
  readonly scriptBytes: number;
  readonly styleBytes: number;
  readonly fontBytes: number;
  readonly htmlBytes: number;
  readonly totalBytes: number;
  /** Scripts that the page class refused; the browser fetched nothing of them. */
  readonly refused: number;
  readonly urls: readonly string[];
}

interface Loaded {
  url: string;
  kind: string;
  bytes: number;
}

/** Listens to the browser's own network log: only it tells a fetched file from one that a policy refused. */
class NetworkLog {
  private readonly open = new Map<string, Loaded>();
  readonly done: Loaded[] = [];
  refused = 0;

  async attach(session: CDPSession): Promise<void> {
    session.on('Network.responseReceived', ({ requestId, response, type }) => {
      this.open.set(requestId, { url: response.url, kind: type, bytes: 0 });
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const entry = this.open.get(requestId);
      // An image inside the style sheet is listed, but nothing is asked for.
      if (entry && !entry.url.startsWith('data:')) this.done.push({ ...entry, bytes: encodedDataLength });
    });
    session.on('Network.loadingFailed', ({ blockedReason }) => {
      if (blockedReason) this.refused += 1;
    });
    await session.send('Network.enable');
  }

  weight(): Weight {
    const sum = (kind?: string) =>
      this.done.filter((entry) => !kind || entry.kind === kind).reduce((total, { bytes }) => total + bytes, 0);
    return {
      requests: this.done.length,
      scriptBytes: sum('Script'),
      styleBytes: sum('Stylesheet'),
      fontBytes: sum('Font'),
      htmlBytes: sum('Document'),
      totalBytes: sum(),
      refused: this.refused,
      urls: this.done.map(({ url }) => url),
    };
  }
}

/** Opens an address in an empty browser context and weighs it. */
export async function weigh(
  context: BrowserContext,
  address: string,
): Promise<{ page: Page; response: Response; weight: Weight }> {
  const page = await context.newPage();
  const log = new NetworkLog();
  await log.attach(await context.newCDPSession(page));
  const response = await page.goto(address, { waitUntil: 'networkidle' });
  if (!response) throw new Error(`No answer from ${address}`);
  return { page, response, weight: log.weight() };
}
