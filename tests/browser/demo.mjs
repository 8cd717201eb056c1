// The demo, started for a test: its addresses and sign-ins, read from what it prints.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
// The node reads every other variable that begins with TUTELA_ as its configuration.
export const program = process.env.TUTELA_TEST_PROGRAM ?? path.join(target, 'debug', 'tutela');

/** Starts `tutela demo` on a free port. */
export async function startDemo(...flags) {
  const child = spawn(program, ['demo', '--listen', '127.0.0.1:0', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk) => { log += chunk; process.stderr.write(chunk); });
  let said = '';
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Ctrl-C ends the demo.')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${said}`)));
  });
  const find = (pattern) => said.match(pattern)?.[1] ?? (() => { throw new Error(`${pattern} not in: ${said}`); })();
  const passwords = Object.fromEntries(
    [...said.matchAll(/^ {2}(\w+) +(?:analyst|senior_analyst|administrator|auditor) +(\S+)$/gm)].map((m) => [m[1], m[2]]),
  );
  return {
    node: find(/public site +(http:\/\/\S+?)\/$/m),
    neighbours: find(/the neighbours +(http:\/\/\S+?)\/ /m),
    passwords,
    async code(name) {
      return (await fetch(`${this.neighbours}/codes/${name}`)).text();
    },
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      // A missing sentence, a page that failed, a report that was not taken: all are logged.
      assert.doesNotMatch(log, /ERROR|WARN/);
    },
  };
}
