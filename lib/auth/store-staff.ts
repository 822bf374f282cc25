import 'server-only';
import type { Tx } from '@/lib/db/client';
import { open, seal } from '@/lib/db/seal';
import { type Id, sha256, systemIds } from '@/lib/ids';
import type { StaffRole } from './actor';
import { type Address, addressIndex, addressIndexes } from './address';
import { later } from './store';
import { ABSOLUTE_MS, IDLE_MS, TOUCH_MS } from './store-session';

export type StaffId = Id<'staff'>;

export interface StaffRow {
  readonly id: StaffId;
  readonly role: StaffRole;
  readonly organizationId: string | null;
}

export interface SignedInStaff extends StaffRow {
  /** A passkey was shown after the code. */
  readonly second: boolean;
}

const PURPOSE = 'staff-email';
const emailBound = (id: string) => `staff:email:${id}`;
const hashOf = (token: string) => sha256(`staff-session|${token}`);

type Row = NonNullable<Awaited<ReturnType<Tx['staff']['findFirst']>>>;
const toStaff = (row: Row): StaffRow => ({
  id: row.id as StaffId,
  role: row.role as StaffRole,
  organizationId: row.organizationId,
});

export interface NewStaff {
  /** Made up here unless told, so that demonstration rows keep theirs. */
  readonly id?: string;
  readonly role: StaffRole;
  readonly organizationId: string | null;
  readonly email: Address;
  readonly demonstration: boolean;
}

/** Null when the address already belongs to somebody of the staff. */
export async function insertStaff(tx: Tx, staff: NewStaff, now: Date): Promise<StaffId | null> {
  const { email, ...facts } = staff;
  const id = staff.id ?? systemIds.uuid<'staff'>();
  if (await tx.staff.findFirst({ where: { emailIndex: { in: [...addressIndexes(email)] } } })) return null;
  const sealed = new Uint8Array(seal(PURPOSE, emailBound(id), email.text));
  const data = [{ ...facts, id, emailIndex: addressIndex(email), email: sealed, createdAt: now }];
  const { count } = await tx.staff.createMany({ data, skipDuplicates: true });
  return count === 1 ? (id as StaffId) : null;
}

/** Whose address it is, or null. Disabled ones do not sign in. */
export async function findStaffByAddress(tx: Tx, address: Address): Promise<StaffRow | null> {
  const row = await tx.staff.findFirst({ where: { emailIndex: { in: [...addressIndexes(address)] }, disabledAt: null } });
  return row && toStaff(row);
}

/** Mail addresses of the people of a practice. */
export async function listPracticeMail(tx: Tx, organizationId: string): Promise<readonly string[]> {
  const rows = await tx.staff.findMany({ where: { organizationId, role: 'practice', disabledAt: null }, orderBy: { id: 'asc' } });
  return rows.map((row) => open(PURPOSE, emailBound(row.id), row.email)).filter((text) => text !== null);
}

/** Ends leave and every session at once. False when there is nobody with that address. */
export async function disableStaffByAddress(tx: Tx, address: Address, now: Date): Promise<StaffId | null> {
  const staff = await findStaffByAddress(tx, address);
  if (!staff) return null;
  await tx.staff.updateMany({ where: { id: staff.id }, data: { disabledAt: now } });
  await deleteStaffSessionsOf(tx, staff.id);
  return staff.id;
}

/** Ends sessions of one staff account, or of all. @returns how many */
export async function deleteStaffSessionsOf(tx: Tx, staffId: string | null): Promise<number> {
  return (await tx.staffSession.deleteMany({ where: staffId ? { staffId } : {} })).count;
}

/** Seals addresses of the staff by the root key in force and renews their look-up keys. @returns rows that were opened */
export async function resealStaff(tx: Tx): Promise<number> {
  let done = 0;
  for (const row of await tx.staff.findMany()) {
    const text = open(PURPOSE, emailBound(row.id), row.email);
    if (!text) continue;
    const emailIndex = addressIndex({ kind: 'email', text });
    if (emailIndex === row.emailIndex) continue;
    const email = new Uint8Array(seal(PURPOSE, emailBound(row.id), text));
    await tx.staff.updateMany({ where: { id: row.id }, data: { emailIndex, email } });
    done += 1;
  }
  return done;
}

export async function insertStaffSession(
  tx: Tx,
  { token, staffId, second = false, now }: { token: string; staffId: string; second?: boolean; now: Date },
): Promise<void> {
  const id = systemIds.uuid<'staff_session'>();
  const times = { createdAt: now, lastSeenAt: now, expiresAt: later(now, ABSOLUTE_MS) };
  await tx.staffSession.createMany({ data: [{ id, tokenHash: hashOf(token), staffId, second, ...times }] });
}

/** Who a session belongs to, if it is within all limits and they are not disabled; over-age ones are deleted. */
export async function findLiveStaff(tx: Tx, token: string, now: Date): Promise<SignedInStaff | null> {
  const row = await tx.staffSession.findUnique({ where: { tokenHash: hashOf(token) }, include: { staff: true } });
  if (!row) return null;
  const idle = now.getTime() - row.lastSeenAt.getTime();
  if (row.expiresAt <= now || idle > IDLE_MS || row.staff.disabledAt) {
    await tx.staffSession.deleteMany({ where: { id: row.id } });
    return null;
  }
  if (idle > TOUCH_MS) await tx.staffSession.updateMany({ where: { id: row.id }, data: { lastSeenAt: now } });
  return { ...toStaff(row.staff), second: row.second };
}

export async function deleteStaffSession(tx: Tx, token: string): Promise<void> {
  await tx.staffSession.deleteMany({ where: { tokenHash: hashOf(token) } });
}
