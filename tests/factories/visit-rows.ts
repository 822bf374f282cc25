import { instant } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import type { TestDatabase } from '../support/database';

export interface VisitRows {
  readonly roleId: string;
  readonly visitTypeId: string;
  readonly memberId: string;
  readonly browserId: string;
  readonly codeHash: string;
  readonly starts: Date;
}

/** A booked visit of one hour with its time, its key, an open offer and a browser that may see it. @returns its id */
export async function createVisitRows(database: TestDatabase, visit: VisitRows): Promise<string> {
  const { roleId, visitTypeId, memberId, browserId, codeHash, starts } = visit;
  const [id, claim] = [systemIds.uuid(), systemIds.uuid()];
  const ends = instant(starts.getTime() + 3_600_000);
  await database.asOwner(
    `INSERT INTO appointment (id, practitioner_role_id, visit_type_id, member_id, status, mode, starts_at, ends_at, zone,
       code_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, 'booked', 'inPerson', $5, $6, 'UTC', $7, $5, $5)`,
    [id, roleId, visitTypeId, memberId, starts, ends, codeHash],
  );
  await database.asOwner(
    `INSERT INTO claim (id, appointment_id, practitioner_role_id, member_id, during, busy, status, created_at, updated_at)
     VALUES ($1, $2, $3, $4, tstzrange($5, $6), tstzrange($5, $6), 'booked', $5, $5)`,
    [claim, id, roleId, memberId, starts, ends],
  );
  await database.asOwner('INSERT INTO appointment_access VALUES ($1, $2, $3)', [id, browserId, ends]);
  await database.asOwner("INSERT INTO idempotency_key VALUES ($1, 'key', 'hash', null, $2, null, $3, $4)", [
    memberId,
    id,
    starts,
    ends,
  ]);
  await database.asOwner('INSERT INTO slot_offer VALUES ($1, $2, $3, $4, $5, $6, $5)', [
    systemIds.uuid(),
    id,
    claim,
    roleId,
    starts,
    ends,
  ]);
  return id;
}
