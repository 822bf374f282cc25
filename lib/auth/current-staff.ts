import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { pageData } from '@/lib/http/page-data';
import type { Locale } from '@/lib/i18n/locale';
import type { PracticeActor, StaffActor, StaffRole } from './actor';
import { noteRefusal } from './refusal';
import { isSecondFactorNeeded } from './staff-passkeys';
import { currentStaff } from './staff-session';
import type { StaffRow } from './store-staff';

async function signedIn(locale: Locale): Promise<StaffRow> {
  // Here too, because actions ask before they come to what would say it: a database that is away is 503, not a failure.
  const staff = await pageData(locale, currentStaff);
  if (!staff) redirect(`/${locale}/staff/sign-in`);
  if (!staff.second && isSecondFactorNeeded()) redirect(`/${locale}/staff/sign-in/key`);
  return staff;
}

function refuse(actor: StaffActor, name: string): never {
  noteRefusal(actor, name);
  notFound();
}

/**
 * For pages and actions of the desk: who of the plan is signed in, with one of `roles`; else on to the staff sign-in.
 * For other roles and for practices the page does not exist.
 */
export async function staffOrSignIn(locale: Locale, roles: readonly StaffRole[]): Promise<StaffActor> {
  const { id, role } = await signedIn(locale);
  const actor = { kind: 'staff', staffId: id, role } as const;
  if (role === 'practice' || !roles.includes(role)) refuse(actor, 'desk');
  return actor;
}

/** For pages and actions of a practice: who is signed in, and for which organization. Staff of the plan get the 404. */
export async function practiceOrSignIn(locale: Locale): Promise<PracticeActor> {
  const { id, role, organizationId } = await signedIn(locale);
  if (role !== 'practice' || organizationId === null) return refuse({ kind: 'staff', staffId: id, role }, 'practice');
  return { kind: 'practice', staffId: id, organizationId };
}
