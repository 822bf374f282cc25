import { whatIsReady } from '@/lib/db/ready';

/**
 * May a load balancer send people here? When the database answers within its time limits. Without the key ring most
 * pages still work – providers, times, help, saved answers – so it is said and turns nobody away.
 */
export async function GET(): Promise<Response> {
  const { database, keyring } = await whatIsReady();
  const headers = { 'Cache-Control': 'no-store', ...(database ? {} : { 'Retry-After': '5' }) };
  const body = { status: database ? 'ready' : 'not ready', ...(keyring ? {} : { keyring: 'not ready' }) };
  return Response.json(body, { status: database ? 200 : 503, headers });
}
