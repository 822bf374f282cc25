import { FHIR_NDJSON } from './model';

/** NDJSON as it is made, compressed when the client takes gzip; nothing is held back in memory. */
export function ndjsonResponse(
  lines: AsyncGenerator<string, void, undefined>,
  request: Request,
  more: Readonly<Record<string, string>> = {},
): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  const zipped = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const headers: Record<string, string> = {
    'Content-Type': FHIR_NDJSON,
    'Access-Control-Allow-Origin': '*',
    Vary: 'Accept-Encoding',
    ...more,
  };
  if (zipped) headers['Content-Encoding'] = 'gzip';
  const gzip = () => new CompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
  return new Response(zipped ? stream.pipeThrough(gzip()) : stream, { headers });
}
