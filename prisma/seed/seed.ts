import { systemClock } from '@/lib/clock';
import { closeDb, db } from '@/lib/db/client';
import { refreshOpenTimes } from '@/lib/directory/commands-open-times';
import { soonestSlots } from '@/lib/scheduling/queries';
import { listPublishedRoles } from '@/lib/scheduling/queries-published';
import { seedDirectory } from './directory';
import { seedImports } from './imports';
import { seedSchedules } from './schedules';
import { seedStaff } from './staff';
import { seedTasks } from './tasks';

/**
 * Demonstration data, made by the same commands the portal uses, as the restricted role.
 * Deterministic, and a second run changes nothing. The last line printed is shown by `npm start`.
 */
async function main(): Promise<void> {
  const { organizations, people } = await seedDirectory(db());
  await seedSchedules(db());
  await refreshOpenTimes({ clock: systemClock, listBookable: listPublishedRoles, findSoonest: soonestSlots });
  await seedStaff(db());
  await seedTasks(db());
  await seedImports(db());
  console.log(`${organizations} practices, ${people} people`);
  await closeDb();
}

await main();
