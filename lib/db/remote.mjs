/**
 * What may travel between the portal and a server it is told to use. Plain JavaScript, because the start asks before
 * anything is compiled.
 */

/** @param {string} text an address with a host @returns {boolean} true on this machine: loopback, or a local socket */
export function isLocalServer(text) {
  if (!URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return ['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.startsWith('%2F');
}

/**
 * True when nobody between can read or change what a database connection carries: it stays on this machine, or it is
 * encrypted and the server's certificate is checked (ASVS 12.3.1). `sslmode=require` alone checks nothing in libpq.
 * @param {string} url @returns {boolean}
 */
export function isVerifiedConnection(url) {
  return isLocalServer(url) || (URL.canParse(url) && new URL(url).searchParams.get('sslmode') === 'verify-full');
}
