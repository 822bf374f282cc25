import { answerSuggestions } from '@/lib/directory/suggest-door';
import { requestNetwork } from '@/lib/http/request';

/** Help while typing, for public/enhance/suggest.js. Other origins are refused in proxy.ts. */
export async function POST(request: Request): Promise<Response> {
  return answerSuggestions(request, await requestNetwork());
}
