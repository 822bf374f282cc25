import pg from 'pg';

/** A pool that survives its server being killed: a lost connection is what these programs are about. */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  return pool;
}
