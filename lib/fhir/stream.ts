import { FHIR_NDJSON } from './model';

/** NDJSON as it is made; nothing is held back in memory. */
export function ndjsonResponse(
  lines: AsyncGenerator<string, void, undefined>,
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
  return new Response(stream, { headers: { 'Content-Type': FHIR_NDJSON, 'Access-Control-Allow-Origin': '*', ...more } });
}
