import { encodingFor, packed } from './compress';
import { FHIR_NDJSON } from './model';

/** NDJSON as it is made, packed when the client takes brotli or gzip; nothing is held back in memory. */
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
  const encoding = encodingFor(request);
  const headers: Record<string, string> = {
    'Content-Type': FHIR_NDJSON,
    'Access-Control-Allow-Origin': '*',
    Vary: 'Accept-Encoding',
    ...more,
  };
  if (!encoding) return new Response(stream, { headers });
  return new Response(packed(stream, encoding), { headers: { ...headers, 'Content-Encoding': encoding } });
}
