// A node as an operator runs it: `tutela serve` on PostgreSQL, with a real mail server, set up by the command line alone.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { program } from './demo.mjs';

const run = promisify(execFile);

/** Why the test cannot run here, or nothing: both servers are started by scripts/browser-tests. */
export function missing() {
  if (!process.env.TUTELA_TEST_POSTGRES) return 'TUTELA_TEST_POSTGRES is not set';
  if (!process.env.TUTELA_TEST_SMTP) return 'TUTELA_TEST_SMTP is not set';
  return undefined;
}

/** The six digits that an authenticator shows now (RFC 6238). */
function code(otpauth) {
  const secret = new URL(otpauth).searchParams.get('secret');
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function database() {
  const server = new URL(process.env.TUTELA_TEST_POSTGRES);
  const name = `tutela_browser_${process.pid}`;
  const host = server.searchParams.get('host');
  await run('psql', ['-q', '-h', host, '-U', server.username, '-d', 'postgres', '-c', `CREATE DATABASE ${name}`]);
  server.pathname = `/${name}`;
  return server.href;
}

/** Starts a node with these lines of TOML beside what every node needs. */
export async function startServed(toml = '') {
  const data = await mkdtemp(path.join(tmpdir(), 'tutela-served-'));
  const [smtpHost, smtpPort] = process.env.TUTELA_TEST_SMTP.split(':');
  const config = `organisation = "Invented Hotline"
contact = "desk@hotline.example"
database = "${await database()}"
${toml}
[smtp]
host = "${smtpHost}"
port = ${smtpPort}
security = "none"
from = "desk@hotline.example"
`;
  await writeFile(path.join(data, 'tutela.toml'), config);
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const address = await new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      log += chunk;
      const ready = log.match(/the node is ready.*?address=(\S+)/);
      if (ready) resolve(ready[1]);
    });
    child.once('exit', (status) => reject(new Error(`the node ended with ${status}: ${log}`)));
  });
  const otpauth = {};
  const served = {
    data,
    node: `http://${address}`,
    passwords: {},
    code: async (name) => code(otpauth[name]),
    /** Runs a command of the program beside the node; what it printed. */
    tutela: async (...args) => (await run(program, [...args, '--data', data])).stdout,
    async add(name, role, ...more) {
      const said = await served.tutela('user', 'add', name, '--role', role, ...more);
      served.passwords[name] = said.match(/password +(\S+)/)[1];
      otpauth[name] = said.match(/otpauth:\S+/)[0];
    },
    /** The mails that were delivered to a mailbox, as they arrived. */
    async mails(to) {
      const folder = process.env.TUTELA_TEST_MAILDIR;
      const files = await readdir(folder).catch(() => []);
      const mails = await Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')));
      return mails.filter((mail) => mail.includes(`\nDelivered-To: ${to}\n`));
    },
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(data, { recursive: true });
      assert.doesNotMatch(log, /ERROR/);
    },
  };
  return served;
}
