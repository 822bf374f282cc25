import { isReady } from '@/lib/db/ready';

/** May a load balancer send people here? True when the database answers within its time limits. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  const headers = { 'Cache-Control': 'no-store', ...(ready ? {} : { 'Retry-After': '5' }) };
  return Response.json({ status: ready ? 'ready' : 'not ready' }, { status: ready ? 200 : 503, headers });
}
