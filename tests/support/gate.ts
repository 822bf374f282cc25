import net from 'node:net';

/** A door between the application and its database that a test can shut: the database is gone for one portal only. */
export interface Gate {
  readonly port: number;
  shut(): void;
  /** Opens it again, to another port when the database came back on one. */
  reopen(port?: number): void;
  close(): Promise<void>;
}

export async function openGate(target: { readonly host: string; readonly port: number }): Promise<Gate> {
  const open = new Set<net.Socket>();
  let isShut = false;
  let to = target.port;
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
    inside.pipe(outside).pipe(inside);
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
    reopen: (newPort = to) => {
      to = newPort;
      isShut = false;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
