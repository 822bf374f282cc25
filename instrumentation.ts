import type { Instrumentation } from 'next';

/**
 * Runs once when a server process starts. People are brought from empty error answers to written pages (not in
 * development, where Next shows the error itself); the job worker lives beside the pages unless JOBS=off.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { env } = await import('@/lib/env');
  if (env().NODE_ENV === 'production') {
    const { installFront } = await import('@/lib/http/front/front');
    const { installTroublePages } = await import('@/lib/http/trouble-pages');
    const { takeOverConsole } = await import('@/lib/logger');
    const { isPublicDirectoryPage } = await import('@/lib/directory/public-pages');
    const { directoryVersion } = await import('@/lib/directory/queries');
    installFront({ isPublicPage: isPublicDirectoryPage, readVersion: directoryVersion });
    installTroublePages();
    takeOverConsole();
  }
  if (env().JOBS === 'off' || !env().DATABASE_APP_URL) return;
  const { startWorker, stopWorker } = await import('@/lib/jobs/worker');
  await startWorker();
  // Jobs in hand finish before the process ends; Next drains its own requests at the same time.
  process.once('SIGTERM', () => void stopWorker());
}

/** Notes a request that failed by a bug: where, never with what. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath }) => {
  const { errorFields, logger } = await import('@/lib/logger');
  const digest = (error as { digest?: unknown } | null)?.digest;
  const known = typeof digest === 'string' ? { digest } : {};
  logger.error({ event: 'request.failed', route: routePath, method, ...known, ...errorFields(error) });
};
