import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { asSystem } from '@/lib/db/scope';
import type { StaffRole } from './actor';
import type { Address } from './address';
import { redeemAt, type SignInDeps, systemSignIn } from './sign-in';
import {
  deleteStaffSessionsOf,
  disableStaffByAddress,
  findStaffByAddress,
  insertStaff,
  resealStaff,
  type StaffId,
  type StaffRow,
} from './store-staff';
import { deleteStaffPasskeys } from './store-staff-passkey';

export interface StaffInput {
  readonly role: StaffRole;
  readonly email: Address;
  /** Needed for the role `practice`, and for no other. */
  readonly organizationId: string | null;
  readonly id?: string;
  readonly demonstration?: boolean;
}

/**
 * Opens a staff account; for the command line and the seed, which only those reach who keep the server.
 * @returns null when the address already has one
 */
export async function addStaff(input: StaffInput, by: string, deps: SignInDeps = systemSignIn): Promise<StaffId | null> {
  const { role, organizationId } = input;
  if ((role === 'practice') !== (organizationId !== null)) throw new AppError('INVALID');
  return asSystem(by, async (tx) => {
    const id = await insertStaff(tx, { demonstration: false, ...input }, deps.clock.now());
    if (id) await recordAudit(tx, { actor: `system:${by}`, action: 'staff.added', subject: `staff:${id}`, detail: { role } });
    return id;
  });
}

/** Takes leave away at once: sessions end with it. @returns false when nobody of the staff has that address */
export function disableStaff(email: Address, by: string, deps: SignInDeps = systemSignIn): Promise<boolean> {
  return asSystem(by, async (tx) => {
    const id = await disableStaffByAddress(tx, email, deps.clock.now());
    if (id) await recordAudit(tx, { actor: `system:${by}`, action: 'staff.disabled', subject: `staff:${id}` });
    return id !== null;
  });
}

/** Takes a lost passkey away and ends all sessions. @returns false when nobody of the staff has that address */
export function resetStaffPasskey(email: Address, by: string): Promise<boolean> {
  return asSystem(by, async (tx) => {
    const staff = await findStaffByAddress(tx, email);
    if (!staff) return false;
    await deleteStaffPasskeys(tx, staff.id);
    await deleteStaffSessionsOf(tx, staff.id);
    await recordAudit(tx, { actor: `system:${by}`, action: 'staff.passkey-reset', subject: `staff:${staff.id}` });
    return true;
  });
}

/** Redeems a code of the staff door in the browser that asked. @throws as `redeemAt`, also for disabled staff */
export function redeemStaffCode(
  redemption: { readonly binding: string | undefined; readonly typed: string },
  deps: SignInDeps = systemSignIn,
): Promise<StaffRow> {
  const enter: Parameters<typeof redeemAt<StaffRow>>[2] = async (tx, { address }) => {
    const staff = await findStaffByAddress(tx, address);
    if (!staff) return null;
    const { id, role } = staff;
    await recordAudit(tx, { actor: `staff:${id}`, action: 'staff.signed-in', subject: `staff:${id}`, detail: { role } });
    return staff;
  };
  return redeemAt('staff', redemption, enter, deps);
}

/** Seals staff addresses by the root key in force; run by the same job as member keys. @returns rows changed */
export function resealStaffAddresses(): Promise<number> {
  return asSystem('key-rotation', resealStaff);
}
