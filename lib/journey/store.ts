import 'server-only';
import { instant } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { open, purposeKey, seal } from '@/lib/db/seal';
import { keyedHash, sha256 } from '@/lib/ids';
import { type Journey, type JourneyDocument, JourneyDocumentSchema, type JourneyId } from './model';

const PURPOSE = 'journey';
const boundTo = (id: string) => `journey_session:answers:${id}`;
export const codeKey = (code: string) => keyedHash(purposeKey('journey-code'), code);

/** What a browser's cookie opens: the key of its scope. */
export const tokenKey = (token: string) => sha256(token);

interface Row {
  id: string;
  answers: Uint8Array;
  expiresAt: Date;
}

function toJourney(row: Row | null): Journey | null {
  if (!row) return null;
  const text = open(PURPOSE, boundTo(row.id), row.answers);
  const parsed = JourneyDocumentSchema.safeParse(text === null ? null : JSON.parse(text));
  // Unreadable (the key was replaced): as good as gone, never an error page.
  if (!parsed.success) return null;
  return { id: row.id as JourneyId, ...parsed.data, expiresAt: row.expiresAt };
}

const sealed = (id: string, document: JourneyDocument) => new Uint8Array(seal(PURPOSE, boundTo(id), JSON.stringify(document)));

export async function findByToken(db: Db, token: string, now: Date): Promise<Journey | null> {
  return toJourney(await db.journeySession.findFirst({ where: { tokenHash: sha256(token), expiresAt: { gt: now } } }));
}

export async function findByCode(db: Db, code: string, now: Date): Promise<Journey | null> {
  return toJourney(await db.journeySession.findFirst({ where: { codeHash: codeKey(code), expiresAt: { gt: now } } }));
}

export async function insertJourney(
  db: Db,
  row: { id: JourneyId; token: string; document: JourneyDocument; now: Date; expiresAt: Date },
): Promise<void> {
  await db.journeySession.create({
    data: {
      id: row.id,
      tokenHash: sha256(row.token),
      codeHash: codeKey(row.document.code),
      answers: sealed(row.id, row.document),
      createdAt: row.now,
      updatedAt: row.now,
      expiresAt: row.expiresAt,
    },
  });
}

/** Reads the row for a change and keeps it locked until the transaction ends, so two tabs cannot undo each other. */
export async function lockByToken(db: Db, token: string, now: Date): Promise<Journey | null> {
  const rows = await db.$queryRaw<{ id: string; answers: Uint8Array; expires_at: Date }[]>`
    SELECT id, answers, expires_at FROM journey_session WHERE token_hash = ${sha256(token)} AND expires_at > ${now} FOR UPDATE`;
  const row = rows[0];
  return toJourney(row ? { id: row.id, answers: row.answers, expiresAt: row.expires_at } : null);
}

export async function updateDocument(
  db: Db,
  id: JourneyId,
  document: JourneyDocument,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await db.journeySession.update({
    where: { id },
    data: { answers: sealed(id, document), updatedAt: now, expiresAt, version: { increment: 1 } },
  });
}

export async function updateToken(db: Db, id: JourneyId, token: string): Promise<void> {
  await db.journeySession.update({ where: { id }, data: { tokenHash: sha256(token) } });
}

export async function deleteByToken(db: Db, token: string): Promise<void> {
  await db.journeySession.deleteMany({ where: { tokenHash: sha256(token) } });
}

/** @returns how many expired rows were removed */
export async function deleteExpired(db: Db, now: Date): Promise<number> {
  const { count } = await db.journeySession.deleteMany({ where: { expiresAt: { lte: now } } });
  return count;
}

/** Milliseconds of the keeping time from `now`. */
export function expiryFrom(now: Date, days: number): Date {
  return instant(now.getTime() + days * 86_400_000);
}
