import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, STATE } from './paths.mjs';

const FILE = path.join(STATE, 'settings.json');

/**
 * Secrets of this clone, made once and kept in .portal/settings.json (readable by its owner only).
 * The actions key must outlive builds, or a person with a form open during a release gets an error.
 * @returns {{ secretKey: string, actionsKey: string, databasePassword: string, appPassword: string }}
 */
export function localSettings() {
  fs.mkdirSync(STATE, { recursive: true });
  if (fs.existsSync(FILE)) return JSON.parse(fs.readFileSync(FILE, 'utf8'));
  const settings = {
    secretKey: randomBytes(32).toString('base64'),
    actionsKey: randomBytes(32).toString('base64'),
    databasePassword: randomBytes(18).toString('base64url'),
    appPassword: randomBytes(18).toString('base64url'),
  };
  fs.writeFileSync(FILE, JSON.stringify(settings, null, 2), { mode: 0o600 });
  return settings;
}

/** Values of .env, if there is one; what is set in the environment wins. */
export function loadEnvFile() {
  const file = path.join(ROOT, '.env');
  if (!fs.existsSync(file)) return;
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    const match = /^\s*([A-Z0-9_]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (match && process.env[match[1]] === undefined) process.env[match[1]] = match[2].replace(/^(['"])(.*)\1$/, '$2');
  }
}
