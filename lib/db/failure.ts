import { AppError } from '@/lib/app-error';

const DOWN_PRISMA = new Set(['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
// 08*: connection; 57P0*: shutting down or starting; 53*: out of disk, memory, connections; 57014/55P03: our own time limits.
const DOWN_SQLSTATE = /^(08|57P0|53|57014|55P03|25P03)/;
const DOWN_NODE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);
const DOWN_TEXT =
  /connection terminated|timeout exceeded when trying to connect|server closed the connection|client has encountered a connection error/i;

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error as Record<string, unknown> | undefined, depth = 0; at && depth < 6; depth++) {
    for (const key of ['code', 'originalCode', 'kind', 'name'] as const) if (typeof at[key] === 'string') codes.push(at[key]);
    const meta = at.meta as Record<string, unknown> | undefined;
    at = (at.cause ?? meta?.driverAdapterError) as Record<string, unknown> | undefined;
  }
  return codes;
}

/** The PostgreSQL error code inside a Prisma or driver error, if there is one. */
export function sqlStateOf(error: unknown): string | undefined {
  return codesOf(error).find((code) => /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('P1') && !code.startsWith('P2'));
}

/** True when the failure is the database's absence or slowness, not a fault of the statement. */
export function isDatabaseDown(error: unknown): boolean {
  const codes = codesOf(error);
  if (codes.some((code) => DOWN_PRISMA.has(code) || DOWN_SQLSTATE.test(code) || DOWN_NODE.has(code))) return true;
  return error instanceof Error && DOWN_TEXT.test(error.message);
}

/** Turns "database down" into the expected failure UNAVAILABLE and leaves everything else as it is. */
export function asExpected(error: unknown): unknown {
  return isDatabaseDown(error) ? new AppError('UNAVAILABLE', { cause: error, retryAfterS: 30 }) : error;
}
