import fs from 'node:fs';
import net from 'node:net';
import { Fixable } from './console.mjs';
import { ROOT } from './paths.mjs';

const MIN_NODE = [20, 19];
const INSTALL_BYTES = 2_500_000_000;

/** @throws Fixable on a Node that is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  throw new Fixable(
    `Node ${process.versions.node} is too old: this needs ${MIN_NODE.join('.')} or later.`,
    'Install the current LTS from https://nodejs.org and try again.',
  );
}

/** @throws Fixable when the disk has no room for what is still to be installed. */
export function requireDisk(bytes = INSTALL_BYTES) {
  const { bavail, bsize } = fs.statfsSync(ROOT);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const gb = (value) => `${(value / 1e9).toFixed(1)} GB`;
  throw new Fixable(
    `The disk has ${gb(free)} free, and ${gb(bytes)} are needed.`,
    'Free some space, or move the project to another disk.',
  );
}

/** @throws Fixable when another program listens on the port. */
export function requirePort(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Fixable(
              `Port ${port} is taken by another program.`,
              `Stop that program, or choose another port: PORT=${port + 1} npm start`,
            )
          : new Fixable(`Port ${port} cannot be used (${error.code}).`, 'Choose a port above 1024: PORT=3001 npm start'),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
