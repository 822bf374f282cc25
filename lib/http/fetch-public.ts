import 'server-only';
import { lookup } from 'node:dns/promises';
import https from 'node:https';
import net from 'node:net';

// What is not the public internet (RFC 6890 and the IANA registries): our own network must not be asked for anybody.
const INSIDE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
// Global unicast is 2000::/3; tunnels in it could lead back inside.
const TUNNELS_V6 = ['2001::/32', '2001:db8::/32', '2002::/16'];

const inside = new net.BlockList();
const tunnels = new net.BlockList();
const global = new net.BlockList();
for (const subnet of INSIDE_V4) {
  const [address = '', bits] = subnet.split('/');
  inside.addSubnet(address, Number(bits), 'ipv4');
}
for (const subnet of TUNNELS_V6) {
  const [address = '', bits] = subnet.split('/');
  tunnels.addSubnet(address, Number(bits), 'ipv6');
}
global.addSubnet('2000::', 3, 'ipv6');

/** True for an address of the public internet. IPv4 inside IPv6 is never public here. */
export function isPublicAddress(address: string): boolean {
  if (net.isIPv4(address)) return !inside.check(address, 'ipv4');
  return net.isIPv6(address) && global.check(address, 'ipv6') && !tunnels.check(address, 'ipv6');
}

/** An address that may be asked for: https, the usual port, no user name; or null. */
export function parsePublicUrl(text: string): URL | null {
  const typed = text.trim().replace(/^webcal:/i, 'https:');
  if (typed.length > 1000 || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && url.hostname !== '' ? url : null;
}

export interface FetchLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Reads a text that somebody gave us the address of. Safe against being sent into our own network (SSRF): https only,
 * every address of the name must be public, the connection goes to the address that was checked, and redirects are
 * refused. @throws on anything but a 200 within the limits; the message holds no address
 */
export async function fetchPublicText(url: URL, { maxBytes, timeoutMs }: FetchLimits): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true, verbatim: true });
  const first = found[0];
  if (!first || !found.every(({ address }) => isPublicAddress(address))) throw new Error('not a public address');
  return new Promise((resolve, reject) => {
    const request = https.get(
      url,
      {
        // Pinned: a second look-up could answer with an address inside (DNS rebinding).
        lookup: (_name, options, done) => (options.all ? done(null, [first]) : done(null, first.address, first.family)),
        signal: AbortSignal.timeout(timeoutMs),
        headers: { Accept: 'text/calendar, text/plain', 'User-Agent': 'care-access-portal' },
        agent: false,
      },
      (response) => {
        if (response.statusCode !== 200) {
          request.destroy();
          return reject(new Error(`answered ${response.statusCode}`));
        }
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) request.destroy(new Error('too long'));
          else chunks.push(chunk);
        });
        response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        response.on('error', reject);
      },
    );
    request.on('error', () => reject(new Error('could not be read')));
  });
}
