import { STAFF_ROLES, type StaffRole } from './actor';

/** One account for each role, so that the desk can be tried. `.example` can receive no mail (RFC 2606). */
export const DEMONSTRATION_STAFF: readonly { readonly role: StaffRole; readonly email: string }[] = STAFF_ROLES.map((role) => ({
  role,
  email: `${role}@staff.example`,
}));
