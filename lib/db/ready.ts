import 'server-only';
import { db } from './client';

/** True when the database answers as the restricted role. Never throws. */
export async function isReady(): Promise<boolean> {
  try {
    await db().$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
