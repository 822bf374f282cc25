import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What the machine keeps for this clone: database files, generated secrets, stamps. Never committed. */
export const STATE = path.join(ROOT, '.portal');

export const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name);

/** The Node that runs the portal: the project's own (24) when installed, else the one that runs this. */
export function nodeBinary() {
  const own = path.join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return fs.existsSync(own) ? own : process.execPath;
}

export function readStamp(name) {
  try {
    return fs.readFileSync(path.join(STATE, name), 'utf8');
  } catch {
    return '';
  }
}

export function writeStamp(name, text) {
  fs.mkdirSync(STATE, { recursive: true });
  fs.writeFileSync(path.join(STATE, name), text);
}
