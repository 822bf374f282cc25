import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { fetchPublicText, parsePublicUrl } from '@/lib/http/fetch-public';
import { enqueueJob } from '@/lib/jobs/boss';
import { errorFields, logger } from '@/lib/logger';
import { requireOwnRole } from './commands-practice';
import { type SchedulingDeps, SYSTEM } from './commands-transaction';
import type { Span } from './model';
import { readBusyTimes } from './rules/busy-times';
import { DAY_MS } from './rules/calendar-days';
import {
  deleteFeed,
  type FeedRow,
  findFeed,
  findZone,
  listFeeds,
  replaceBusyTimes,
  replaceFeed,
  setFeedOutcome,
} from './store-feeds';

/** The furthest horizon of a visit type is shorter. */
const WINDOW_DAYS = 120;
const MAX_BYTES = 1_000_000;
const TIMEOUT_MS = 10_000;
const FEED_QUEUE = 'busy-feed.read';

interface FeedDeps extends SchedulingDeps {
  /** Reads the text at an address; another one in tests. */
  readonly read: (url: URL) => Promise<string>;
}

const OUTSIDE: FeedDeps = { ...SYSTEM, read: (url) => fetchPublicText(url, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS }) };

function busyTimesOf(text: string, zone: string, { clock }: SchedulingDeps): Span[] {
  const start = clock.now().getTime();
  return readBusyTimes(text, { zone, start, end: start + WINDOW_DAYS * DAY_MS });
}

const audit = (tx: Tx, actor: Actor, verb: string, roleId: string) =>
  recordAudit(tx, { actor: actorLabel(actor), action: `schedule.feed-${verb}`, subject: `practitioner_role:${roleId}` });

/** Reads busy times from an address from now on, every 15 minutes. @throws NOT_FOUND, INVALID at `url` */
export async function followFeed(
  actor: Actor,
  input: { readonly roleId: string; readonly url: string },
  deps: SchedulingDeps = SYSTEM,
): Promise<void> {
  const url = parsePublicUrl(input.url);
  if (!url) throw new AppError('INVALID', { fields: { url: 'practice.errors.url' } });
  await asSystem('practice', async (tx) => {
    const { roleId } = await requireOwnRole(tx, actor, input.roleId);
    await replaceFeed(tx, { id: deps.ids.uuid(), roleId, url: url.toString(), now: deps.clock.now() });
    await enqueueJob(tx, { queue: FEED_QUEUE, data: {} });
    await audit(tx, actor, 'followed', roleId);
  });
}

/** Takes busy times from a file, once. @returns how many @throws NOT_FOUND, INVALID at `file` */
export async function importBusyFile(
  actor: Actor,
  input: { readonly roleId: string; readonly text: string },
  deps: SchedulingDeps = SYSTEM,
): Promise<number> {
  return asSystem('practice', async (tx) => {
    const { roleId, zone } = await requireOwnRole(tx, actor, input.roleId);
    const now = deps.clock.now();
    let spans: Span[];
    try {
      if (input.text.length > MAX_BYTES) throw new Error('too long');
      spans = busyTimesOf(input.text, zone, deps);
    } catch (cause) {
      throw new AppError('INVALID', { cause, fields: { file: 'practice.errors.file' } });
    }
    await replaceFeed(tx, { id: deps.ids.uuid(), roleId, url: null, now });
    const feed = await findFeed(tx, roleId);
    if (feed) await replaceBusyTimes(tx, feed, spans, now);
    if (feed) await setFeedOutcome(tx, feed.id, 'ok', now);
    await audit(tx, actor, 'imported', roleId);
    return spans.length;
  });
}

/** Opens what the feed kept busy, and forgets its address. @throws NOT_FOUND */
export async function forgetFeed(actor: Actor, roleId: string): Promise<void> {
  await asSystem('practice', async (tx) => {
    const role = await requireOwnRole(tx, actor, roleId);
    await deleteFeed(tx, role.roleId);
    await audit(tx, actor, 'forgotten', role.roleId);
  });
}

/** Reads every followed calendar; run by a job. One that fails keeps its busy times of before. @returns how many were read */
export async function readFeeds(deps: FeedDeps = OUTSIDE): Promise<number> {
  let read = 0;
  for (const feed of await asSystem('busy-feeds', listFeeds)) {
    // The address is asked outside any transaction: it may take its time.
    const text = await textOf(feed, deps);
    const now = deps.clock.now();
    await asSystem('busy-feeds', async (tx) => {
      const zone = await findZone(tx, feed.roleId);
      const spans = text === null || !zone ? null : tryBusyTimes(text, zone, deps);
      if (spans) await replaceBusyTimes(tx, feed, spans, now);
      await setFeedOutcome(tx, feed.id, spans ? 'ok' : 'failed', now);
      if (spans) read += 1;
    });
  }
  return read;
}

async function textOf(feed: FeedRow, { read }: FeedDeps): Promise<string | null> {
  const url = feed.url === null ? null : parsePublicUrl(feed.url);
  try {
    return url && (await read(url));
  } catch (error) {
    logger.warn({ event: 'busy-feed.failed', ...errorFields(error) });
    return null;
  }
}

function tryBusyTimes(text: string, zone: string, deps: SchedulingDeps): Span[] | null {
  try {
    return busyTimesOf(text, zone, deps);
  } catch {
    return null;
  }
}
