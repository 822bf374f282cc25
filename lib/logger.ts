import pino from 'pino';
import { env } from '@/lib/env';

/**
 * What may be written to a log line. An allow-list, because a deny-list forgets:
 * answers, names, addresses, codes, search words and URLs with parameters have no field here.
 */
export interface LogFields {
  readonly event: string;
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly code?: string;
  /** The name of a form, a rule or a deed in the code. */
  readonly name?: string;
  /** Staff by id; of everybody else only the kind. */
  readonly actor?: string;
  readonly job?: string;
  readonly jobId?: string;
  readonly attempt?: number;
  readonly count?: number;
  /** The class of an error, never its message: messages quote input. */
  readonly errorName?: string;
  readonly sqlState?: string;
  /** Stack frames without the message line. */
  readonly frames?: string;
  readonly digest?: string;
}

const ALLOWED = [
  'event',
  'route',
  'method',
  'status',
  'ms',
  'code',
  'name',
  'actor',
  'job',
  'jobId',
  'attempt',
  'count',
  'errorName',
  'sqlState',
  'frames',
  'digest',
] as const satisfies readonly (keyof LogFields)[];

type Level = 'debug' | 'info' | 'warn' | 'error';

let sink: pino.Logger | undefined;

function pick(fields: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const key of ALLOWED) if (fields[key] !== undefined) line[key] = fields[key];
  return line;
}

function write(level: Level, fields: LogFields): void {
  sink ??= pino({ level: env().LOG_LEVEL, base: undefined });
  sink[level](pick(fields));
}

export const logger = {
  debug: (fields: LogFields) => write('debug', fields),
  info: (fields: LogFields) => write('info', fields),
  warn: (fields: LogFields) => write('warn', fields),
  error: (fields: LogFields) => write('error', fields),
};

/** The parts of an unknown error that are safe to log. */
export function errorFields(error: unknown): Pick<LogFields, 'errorName' | 'sqlState' | 'frames'> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const sqlState = (error as { code?: unknown }).code;
  // Without the message first: it may have lines that look like frames.
  const frames = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .join(' | ');
  return {
    errorName: error.name,
    ...(typeof sqlState === 'string' ? { sqlState } : {}),
    ...(frames ? { frames } : {}),
  };
}

/** True when the other end hung up: somebody went on to another page while we answered. */
function isHangUp(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const aborted = error.message === 'aborted' && (error as { code?: unknown }).code === 'ECONNRESET';
  return aborted || error.name === 'AbortError' || error.name === 'ResponseAborted';
}

const PRINTED = { debug: 'debug', log: 'debug', info: 'debug', warn: 'warn', error: 'error' } as const;

/**
 * From now on what the framework and packages print by themselves comes through here. Their words quote input and
 * addresses, so they stay unwritten; the kind of error and the place in the code remain.
 */
export function takeOverConsole(to: (level: Level, fields: LogFields) => void = write): void {
  for (const [method, level] of Object.entries(PRINTED) as [keyof typeof PRINTED, Level][]) {
    console[method] = (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error);
      if (isHangUp(error)) return;
      to(level, { event: 'framework.printed', ...errorFields(error ?? new Error(method)) });
    };
  }
}
