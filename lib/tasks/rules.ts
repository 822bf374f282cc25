import { type Actor, STAFF_ROLES, type StaffRole } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';

/** Whose work an actor may see and do: their own role's; an administrator's is everyone's. */
export function rolesWorkedBy(actor: Actor): readonly StaffRole[] {
  if (actor.kind === 'system') return STAFF_ROLES;
  if (actor.kind !== 'staff' || !can(actor, 'desk.tasks', { ownerId: 'plan' })) return [];
  return actor.role === 'admin' ? STAFF_ROLES : [actor.role];
}
