import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Fixable } from './console.mjs';
import { nodeBinary, ROOT, STATE } from './paths.mjs';

/**
 * Runs a program to its end, its output in a file under .portal/logs.
 * @param {string} label names the log file
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean, allowFailure?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(label, command, args, { env = process.env, show = false, allowFailure = false } = {}) {
  const logs = path.join(STATE, 'logs');
  fs.mkdirSync(logs, { recursive: true });
  const file = path.join(logs, `${label}.log`);
  return new Promise((resolve, reject) => {
    // Windows finds npm and the tools in .bin through their .cmd files only with a shell.
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const log = fs.createWriteStream(file);
    let output = '';
    const take = (chunk) => {
      output += chunk;
      log.write(chunk);
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => reject(new Fixable(`${command} could not be run: ${error.message}`, `See ${file}.`)));
    child.once('close', (code) => {
      log.end();
      if (code === 0 || allowFailure) resolve({ code: code ?? 1, output });
      else reject(new Fixable(`${label} failed.\n${lastLines(output)}`, `The whole output is in ${path.relative(ROOT, file)}.`));
    });
  });
}

const lastLines = (text) =>
  text
    .trimEnd()
    .split('\n')
    .slice(-15)
    .map((line) => `    ${line}`)
    .join('\n');

/** Arguments that run a TypeScript program of the project with the server's module conditions. */
export const typescript = (file, ...args) => ['--conditions=react-server', '--import', 'tsx', file, ...args];

/**
 * Runs a TypeScript program of the project to its end.
 * @param {string} label
 * @param {string} file
 * @param {{ env?: NodeJS.ProcessEnv, args?: readonly string[], show?: boolean }} [options]
 */
export function runScript(label, file, { env, args = [], show = false } = {}) {
  return run(label, nodeBinary(), typescript(file, ...args), { env, show });
}
