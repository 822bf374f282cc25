/** How the bytes of an answer travel. */
export type Packing = 'br' | 'gzip' | 'identity';

/** Ours in order of preference: the smaller first. */
const PACKINGS = ['br', 'gzip'] as const;

/** Under this an answer fits into one packet anyway, and packing it costs more than it saves. */
export const SMALL_BYTES = 1024;

/** Texts. Pictures and fonts are packed already. */
const PACKABLE = /^(text\/(?!event-stream)|application\/(?:[a-z0-9.-]+\+)?(?:json|ndjson|xml|javascript)\b|image\/svg\+xml)/i;

export const isPackable = (contentType: string): boolean => PACKABLE.test(contentType.trim());

/** The packing a client likes best of those we have (RFC 9110, 12.5.3). What cannot be read counts as not accepted. */
export function choosePacking(acceptEncoding: string | undefined): Packing {
  if (!acceptEncoding) return 'identity';
  const liked = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().slice(0, 500).split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const quality = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1';
    liked.set(name === 'x-gzip' ? 'gzip' : name, /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? Number(quality) : 0);
  }
  const likes = (name: Packing) => liked.get(name) ?? liked.get('*') ?? 0;
  let best: Packing = 'identity';
  let most = liked.get('identity') ?? 0;
  for (const name of PACKINGS) {
    // Equal likes go to the first of ours, so plain bytes are sent only when they are liked more.
    if (likes(name) > 0 && likes(name) >= most && (best === 'identity' || likes(name) > most)) {
      best = name;
      most = likes(name);
    }
  }
  return best;
}
