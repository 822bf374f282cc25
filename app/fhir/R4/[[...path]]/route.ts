import { preflightResponse } from '@/lib/fhir/answer';
import { answerFhir } from '@/lib/fhir/router';

interface Context {
  params: Promise<{ path?: string[] }>;
}

async function answer(request: Request, { params }: Context): Promise<Response> {
  return answerFhir(request, (await params).path ?? []);
}

export { answer as DELETE, answer as GET, answer as HEAD, answer as PATCH, answer as POST, answer as PUT };

export function OPTIONS(): Response {
  return preflightResponse();
}
