import 'server-only';
import { instant } from '@/lib/clock';
import type { Db, Tx } from '@/lib/db/client';
import { open, seal } from '@/lib/db/seal';
import type { Span } from './model';

const PURPOSE = 'busy-feed';
const boundTo = (id: string) => `busy_feed:url:${id}`;

/** A practice's own calendar. */
export interface FeedRow {
  readonly id: string;
  readonly roleId: string;
  /** Null for a file, and when it cannot be opened any more. */
  readonly url: string | null;
  readonly readAt: Date | null;
  readonly outcome: 'ok' | 'failed' | null;
}

type PrismaRow = NonNullable<Awaited<ReturnType<Db['busyFeed']['findUnique']>>>;

const toFeed = (row: PrismaRow): FeedRow => ({
  id: row.id,
  roleId: row.practitionerRoleId,
  url: row.url ? open(PURPOSE, boundTo(row.id), row.url) : null,
  readAt: row.readAt,
  outcome: row.outcome as FeedRow['outcome'],
});

export async function findFeed(db: Db, roleId: string): Promise<FeedRow | null> {
  const row = await db.busyFeed.findUnique({ where: { practitionerRoleId: roleId } });
  return row && toFeed(row);
}

/** The zone of a role's wall times, or null without a schedule. */
export async function findZone(db: Db, roleId: string): Promise<string | null> {
  const row = await db.schedule.findUnique({ where: { practitionerRoleId: roleId }, select: { zone: true } });
  return row?.zone ?? null;
}

/** Feeds that are read from an address. */
export async function listFeeds(db: Db): Promise<readonly FeedRow[]> {
  const rows = await db.busyFeed.findMany({ where: { url: { not: null } }, orderBy: { id: 'asc' } });
  return rows.map(toFeed);
}

/** One feed for each role: a new one takes the place of the old, with its busy times. */
export async function replaceFeed(
  tx: Tx,
  feed: { readonly id: string; readonly roleId: string; readonly url: string | null; readonly now: Date },
): Promise<void> {
  await deleteFeed(tx, feed.roleId);
  const url = feed.url === null ? null : new Uint8Array(seal(PURPOSE, boundTo(feed.id), feed.url));
  await tx.busyFeed.create({ data: { id: feed.id, practitionerRoleId: feed.roleId, url, createdAt: feed.now } });
}

export async function deleteFeed(tx: Tx, roleId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM claim c USING busy_feed f WHERE f.practitioner_role_id = ${roleId}::uuid
    AND c.appointment_id = f.id AND c.status = 'blocked'`;
  await tx.busyFeed.deleteMany({ where: { practitionerRoleId: roleId } });
}

export async function setFeedOutcome(tx: Tx, id: string, outcome: 'ok' | 'failed', now: Date): Promise<void> {
  await tx.busyFeed.updateMany({ where: { id }, data: { outcome, readAt: now } });
}

/**
 * Blocked claims for a feed's busy times, in place of those it had. Visits and holds keep their time: the practice's own
 * calendar has our visits in it too, so a meeting says nothing about them.
 */
export async function replaceBusyTimes(tx: Tx, feed: FeedRow, spans: readonly Span[], now: Date): Promise<void> {
  await tx.$executeRaw`DELETE FROM claim WHERE appointment_id = ${feed.id}::uuid AND status = 'blocked'`;
  const starts = spans.map((span) => instant(span.start).toISOString());
  const ends = spans.map((span) => instant(span.end).toISOString());
  await tx.$executeRaw`
    WITH wanted AS (
      SELECT coalesce(range_agg(tstzrange(starts, ends)), '{}'::tstzmultirange) AS times
      FROM unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) AS busy(starts, ends)),
    taken AS (
      SELECT coalesce(range_agg(busy), '{}'::tstzmultirange) AS times FROM claim
      WHERE practitioner_role_id = ${feed.roleId}::uuid AND status IN ('held', 'booked', 'blocked'))
    INSERT INTO claim (id, appointment_id, practitioner_role_id, during, busy, status, created_at, updated_at)
    SELECT gen_random_uuid(), ${feed.id}::uuid, ${feed.roleId}::uuid, part, part, 'blocked', ${now}, ${now}
    FROM (SELECT unnest(wanted.times - taken.times) AS part FROM wanted, taken) AS parts
    ON CONFLICT DO NOTHING`;
}
