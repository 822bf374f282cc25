import { systemClock } from '@/lib/clock';
import { answerScreenings } from '@/lib/eligibility/screening-door';
import { limitScreenings } from '@/lib/eligibility/screening-limit';
import { errorFields, logger } from '@/lib/logger';

/** Public screening API; described at /api/openapi.json. */
export async function POST(request: Request): Promise<Response> {
  try {
    return await answerScreenings(request, {
      clock: systemClock,
      requireUnderLimit: () => limitScreenings(request.headers.get('x-forwarded-for')),
    });
  } catch (error) {
    logger.error({ event: 'screening.failed', ...errorFields(error) });
    throw error;
  }
}
