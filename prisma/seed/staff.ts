import { parseAddress } from '@/lib/auth/address';
import { DEMONSTRATION_STAFF } from '@/lib/auth/demonstration-staff';
import { addStaff } from '@/lib/auth/staff';
import type { PrismaClient } from '@/lib/db/generated/client';
import { demoId } from './directory-people';

/** One staff account for each role; the practice is the one with the most calendars. A second run changes nothing. */
export async function seedStaff(database: PrismaClient): Promise<void> {
  const [largest] = await database.practitionerRole.groupBy({
    by: ['organizationId'],
    where: { demonstration: true, schedule: { isNot: null } },
    _count: true,
    orderBy: [{ _count: { id: 'desc' } }, { organizationId: 'asc' }],
    take: 1,
  });
  for (const { role, email } of DEMONSTRATION_STAFF) {
    const address = parseAddress(email);
    const organizationId = role === 'practice' ? (largest?.organizationId ?? null) : null;
    if (!address || (role === 'practice' && !organizationId)) continue;
    await addStaff({ id: demoId(`staff:${role}`), role, email: address, organizationId, demonstration: true }, 'seed');
  }
}
