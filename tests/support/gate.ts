import net from 'node:net';

/** A door between the application and its database that a test can shut: the database is gone for one portal only. */
export interface Gate {
  readonly port: number;
  shut(): void;
  /** Everything comes so much later, in each direction. */
  slow(ms: number): void;
  /** Connections stay and are made, and nothing comes through any more: a cable that was cut without a word. */
  swallow(): void;
  /** Opens it again at full speed, to another port when the database came back on one. */
  reopen(port?: number): void;
  /** Lets so many pieces through to the database and cuts all connections in place of the next; later ones are open. */
  cutAfter(pieces: number): void;
  /** Takes the order back. @returns true when it was carried out */
  wasCut(): boolean;
  close(): Promise<void>;
}

export async function openGate(target: { readonly host: string; readonly port: number }): Promise<Gate> {
  const open = new Set<net.Socket>();
  let isShut = false;
  let isSwallowing = false;
  let delayMs = 0;
  let to = target.port;
  /** Pieces still let through; null without an order to cut. */
  let left: number | null = null;
  const isLast = () => {
    if (left === null || left-- > 0) return false;
    left = null;
    return true;
  };
  const pass = (from: net.Socket, onward: net.Socket) => {
    let due = 0;
    from.on('data', (chunk) => {
      if (isSwallowing) return;
      // In their order, also when the delay ends in between.
      const now = performance.now();
      due = Math.max(due, now + delayMs);
      if (due <= now) onward.write(chunk);
      else setTimeout(() => onward.writable && onward.write(chunk), due - now);
    });
  };
  const server = net.createServer((inside) => {
    if (isShut) return void inside.destroy();
    const outside = net.connect(to, target.host);
    for (const socket of [inside, outside]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        inside.destroy();
        outside.destroy();
      });
    }
    // First in line: a piece that is cut off goes no further.
    inside.prependListener('data', () => isLast() && cut());
    pass(inside, outside);
    pass(outside, inside);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    shut: () => {
      isShut = true;
      cut();
    },
    slow: (ms) => {
      delayMs = ms;
    },
    swallow: () => {
      isSwallowing = true;
    },
    reopen: (newPort = to) => {
      // What went under is gone: those connections would wait for ever.
      if (isSwallowing) cut();
      to = newPort;
      delayMs = 0;
      isSwallowing = false;
      isShut = false;
    },
    cutAfter: (pieces) => {
      left = pieces;
    },
    wasCut: () => {
      const done = left === null;
      left = null;
      return done;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
