/** Is the process up? No input or output, so that it answers while everything else is slow. */
export function GET(): Response {
  return Response.json({ status: 'up' }, { headers: { 'Cache-Control': 'no-store' } });
}
