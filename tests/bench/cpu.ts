import fs from 'node:fs';

// USER_HZ is 100 on every Linux that Node runs on: one tick is 10 ms.
const TICK_MS = 10;

interface Process {
  readonly parent: number;
  readonly ticks: number;
}

/** Reads one process; null when it ended. Children that ended count through their parent (cutime, cstime). */
function readProcess(pid: number): Process | null {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) };
  } catch {
    return null;
  }
}

/** CPU time of a process and all below it, in ms; 0 where there is no /proc. */
export function treeCpuMs(root: number): number {
  if (!fs.existsSync('/proc/self/stat')) return 0;
  const all = new Map<number, Process>();
  for (const name of fs.readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? readProcess(Number(name)) : null;
    if (found) all.set(Number(name), found);
  }
  const belongs = (pid: number): boolean => {
    for (let at = pid, depth = 0; at > 1 && depth < 20; depth++) {
      if (at === root) return true;
      at = all.get(at)?.parent ?? 0;
    }
    return false;
  };
  let ticks = 0;
  for (const [pid, found] of all) if (belongs(pid)) ticks += found.ticks;
  return ticks * TICK_MS;
}

/** CPU time of this process, in ms. */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU time of a server's own child processes, in ms to the nanosecond; 0 where the kernel does not tell. */
export function childrenCpuMs(pid: number): number {
  try {
    const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return children.reduce(
      (sum, child) => sum + Number(fs.readFileSync(`/proc/${child}/schedstat`, 'utf8').split(' ')[0]) / 1e6,
      0,
    );
  } catch {
    return 0;
  }
}
