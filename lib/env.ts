import { z } from 'zod';
import { isLocalServer, isVerifiedConnection } from './db/remote.mjs';

/**
 * The only reader of the process environment. Every other file imports `env`.
 * Values are checked on first use rather than at import, so that `next build`
 * runs without a database or secrets.
 */
const EnvFields = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Scheme, host and port that members type; forms from any other origin are refused. Comma list allowed. */
  APP_ORIGIN: z.string().default('http://localhost:3000'),
  /** Connection of the restricted role. Never the owner's: the application must not be able to change its own rules. */
  DATABASE_APP_URL: z.string().default(''),
  DATABASE_REPLICA_URL: z.string().default(''),
  /** `off` where the network between portal and database belongs to nobody else. */
  DATABASE_TLS: z.enum(['verify', 'off']).default('verify'),
  /** Longest wait for a free or new connection, in milliseconds; beyond it a person gets the 503 page, not a queue. */
  DATABASE_WAIT_MS: z.coerce.number().int().min(100).max(60_000).default(2000),
  /** Longest wait for a word of the server once something was asked: a little more than a statement may take. */
  DATABASE_SILENCE_MS: z.coerce.number().int().min(1000).max(3_600_000).default(6000),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  /** Connection of the restricted role to the key ring: the secrets without which the root key opens nothing of a person. */
  KEYRING_APP_URL: z.string().default(''),
  /** `off` while instances of a release from before the ring still run: both forms open, the older one is written. */
  KEYRING_SEALS: z.enum(['on', 'off']).default('on'),
  /** 32 bytes, base64. Root of field encryption and of the look-up keys. */
  SECRET_KEY: z.string().default(''),
  /** The key before, while it is being replaced: it opens and never seals. */
  SECRET_KEY_PREVIOUS: z.string().default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** `on` only behind a proxy that overwrites forwarded headers. */
  TRUST_PROXY: z.enum(['on', 'off']).default('off'),
  JOBS: z.enum(['on', 'off']).default('on'),
  /** `smtps://user:password@host:465`. Empty: mail goes nowhere, or to the local mailbox (see MAILBOX). */
  SMTP_URL: z.string().default(''),
  MAIL_FROM: z.string().default('Care access <no-reply@localhost>'),
  /** HTTPS address that takes `{ id, to, text }` by POST and sends a text message; SMS_TOKEN is its bearer token. */
  SMS_URL: z.string().default(''),
  SMS_TOKEN: z.string().default(''),
  /** The try-out mailbox page shows messages, sign-in codes too, to anyone who opens it. `auto`: on a loopback origin only. */
  MAILBOX: z.enum(['auto', 'on', 'off']).default('auto'),
  /** A passkey after the code for staff. `auto`: everywhere but where the mailbox page shows codes. */
  STAFF_SECOND_FACTOR: z.enum(['auto', 'on', 'off']).default('auto'),
  /** Address of a clearinghouse that takes X12 270 by POST. Empty: coverage checks are simulated, and say so. */
  CLEARINGHOUSE_URL: z.union([z.literal(''), z.url({ protocol: /^https$/ })]).default(''),
  CLEARINGHOUSE_TOKEN: z.string().default(''),
  /** ISA06, ISA08, payer id and NPI, as agreed with the clearinghouse. */
  CLEARINGHOUSE_SENDER_ID: z.string().default(''),
  CLEARINGHOUSE_RECEIVER_ID: z.string().default(''),
  CLEARINGHOUSE_PAYER_ID: z.string().default(''),
  CLEARINGHOUSE_NPI: z.string().default(''),
  /** Tests only: an ISO instant at which the clock starts when the process starts. */
  CLOCK_START: z.string().default(''),
});

/** Other machines are reached by verified TLS or not at all: a fall-back would be chosen by whoever listens. */
const EnvSchema = EnvFields.superRefine((env, context) => {
  for (const name of ['DATABASE_APP_URL', 'DATABASE_REPLICA_URL', 'KEYRING_APP_URL'] as const) {
    if (env[name] && env.DATABASE_TLS === 'verify' && !isVerifiedConnection(env[name])) {
      context.addIssue({ code: 'custom', path: [name], message: 'needs sslmode=verify-full, or DATABASE_TLS=off' });
    }
  }
  if (env.SMS_URL && !env.SMS_URL.startsWith('https:') && !isLocalServer(env.SMS_URL)) {
    context.addIssue({ code: 'custom', path: ['SMS_URL'], message: 'needs https' });
  }
});

export type Env = z.output<typeof EnvSchema>;

let cached: Env | undefined;

function load(): Env {
  const parsed = EnvSchema.safeParse(process.env);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`The environment is not usable. ${fields}. See .env.example.`);
  }
  return parsed.data;
}

/** Settings of this process. @throws when a value is malformed, naming it. */
export function env(): Env {
  cached ??= load();
  return cached;
}

/** The origins whose forms are accepted; the first one is used in links. */
export function appOrigins(): readonly [string, ...string[]] {
  const [first, ...rest] = env()
    .APP_ORIGIN.split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);
  return [first ?? 'http://localhost:3000', ...rest];
}
