import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { asSystem } from '@/lib/db/scope';
import type { Address } from './address';
import { findMemberByAddress } from './store';
import { deleteAllSessions, deleteSessionsOf } from './store-session';
import { deleteStaffSessionsOf, findStaffByAddress } from './store-staff';

/** Ends all sessions of whoever signs in with an address, member and staff; for those who keep the server. @returns how many */
export function endSessionsOf(address: Address, by: string): Promise<number> {
  return asSystem(by, async (tx) => {
    const memberId = await findMemberByAddress(tx, address);
    const staff = await findStaffByAddress(tx, address);
    const ended = (memberId ? await deleteSessionsOf(tx, memberId) : 0) + (staff ? await deleteStaffSessionsOf(tx, staff.id) : 0);
    const entry = { actor: `system:${by}`, action: 'account.sessions-ended', detail: { ended } };
    if (memberId) await recordAudit(tx, { ...entry, subject: `member:${memberId}` });
    if (staff) await recordAudit(tx, { ...entry, subject: `staff:${staff.id}` });
    return ended;
  });
}

/** Ends every session there is. @returns how many */
export function endAllSessions(by: string): Promise<number> {
  return asSystem(by, async (tx) => {
    const ended = (await deleteAllSessions(tx)) + (await deleteStaffSessionsOf(tx, null));
    await recordAudit(tx, { actor: `system:${by}`, action: 'account.all-sessions-ended', detail: { ended } });
    return ended;
  });
}
