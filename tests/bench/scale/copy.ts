import type pg from 'pg';

interface Wire {
  query(text: string): void;
  sendCopyFromChunk(bytes: Buffer): void;
  endCopyFrom(): void;
}

/** One `COPY … TO STDOUT` or `COPY … FROM STDIN` on a connection of node-postgres, which has no words for it. */
export function copy(client: pg.Client, text: string, send: Buffer | null = null): Promise<{ rows: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const seen = { rows: 0, bytes: 0 };
    let failure: Error | null = null;
    client.query({
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse: (wire: Wire) => {
        if (send) wire.sendCopyFromChunk(send);
        wire.endCopyFrom();
      },
      handleCopyData: (message: { chunk: Buffer }) => {
        seen.rows += 1;
        seen.bytes += message.chunk.length;
      },
      handleCommandComplete: () => {},
      handleError: (error: Error) => {
        failure = error;
      },
      handleReadyForQuery: () => (failure ? reject(failure) : resolve(seen)),
    } as never);
  });
}
