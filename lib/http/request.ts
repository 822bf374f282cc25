import 'server-only';
import { headers } from 'next/headers';
import { env } from '@/lib/env';

/**
 * The network a request came from, for rate limits only: IPv4 /24 or IPv6 /64. Without a trusted proxy all
 * visitors share one bucket key `local`, because a forwarded header could be invented by anyone.
 */
export function networkOf(forwardedFor: string | null): string {
  if (env().TRUST_PROXY !== 'on' || !forwardedFor) return 'local';
  // The last entry is the one our own proxy wrote; earlier ones are the client's claim.
  const address = forwardedFor.split(',').at(-1)?.trim() ?? '';
  if (address.includes(':')) return address.split(':').slice(0, 4).join(':');
  return address.split('.').slice(0, 3).join('.');
}

/** The network of the request being answered. */
export async function requestNetwork(): Promise<string> {
  return networkOf((await headers()).get('x-forwarded-for'));
}
