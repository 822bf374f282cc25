import { staticHeaderRules } from './lib/http/static-headers.mjs';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // lib/http/front packs, NDJSON and brotli included.
  compress: false,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pg-boss', 'pino', '@prisma/adapter-pg', '@prisma/client'],
  // The bound of the one form with a file; proxy.ts holds every other to 64 kB.
  // What is kept of a body while proxy.ts reads it: over the largest that any door takes (lib/eligibility/screening-door.ts).
  experimental: { globalNotFound: true, serverActions: { bodySizeLimit: '1mb' }, proxyClientMaxBodySize: '2mb' },
  // Content must be in the first HTML: pages of classes A and B run no framework script.
  headers: async () => staticHeaderRules(),
};

export default config;
