import { buildOpenApi } from '@/lib/eligibility/openapi';

/** OpenAPI 3.1 of the public API. */
export function GET(): Response {
  return Response.json(buildOpenApi(), { headers: { 'Cache-Control': 'public, max-age=3600' } });
}
