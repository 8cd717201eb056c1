// A node as an operator runs it: `tutela serve` on PostgreSQL, with a real mail server, set up by the command line alone.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
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

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

/** The text of a mail as its reader sees it: the first part that is plain text. */
function textOf(mail) {
  const part = mail.slice(mail.search(/^Content-Type: text\/plain/m));
  const encoding = part.match(/^Content-Transfer-Encoding: (\S+)/m)?.[1];
  const body = part.slice(part.indexOf('\n\n') + 2).split(/\n--\S+\n/)[0];
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body.replaceAll('=\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
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
  // Letters hold links to the node: it is told its own address before it has one.
  const listen = `127.0.0.1:${await freePort()}`;
  const config = `organisation = "Invented Hotline"
contact = "desk@hotline.example"
public_url = "http://${listen}/"
database = "${await database()}"
${toml}
[smtp]
host = "${smtpHost}"
port = ${smtpPort}
security = "none"
from = "desk@hotline.example"
`;
  await writeFile(path.join(data, 'tutela.toml'), config);
  const child = spawn(program, ['serve', '--data', data, '--listen', listen], { stdio: ['ignore', 'ignore', 'pipe'] });
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
    /** Adds somebody by a command that tells their password and authenticator once. */
    async add(name, ...command) {
      const said = await served.tutela(...command);
      served.passwords[name] = said.match(/password +(\S+)/)[1];
      otpauth[name] = said.match(/otpauth:\S+/)[0];
    },
    addPerson: (name, role) => served.add(name, 'user', 'add', name, '--role', role),
    addLiaison: (name, member) => served.add(name, 'member', 'liaison', member, name),
    /** The mails that were delivered to a mailbox: whole, and their text. */
    async mails(to) {
      const folder = process.env.TUTELA_TEST_MAILDIR;
      const files = await readdir(folder).catch(() => []);
      const mails = await Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')));
      return mails.filter((mail) => mail.includes(`\nDelivered-To: ${to}\n`)).map((whole) => ({ whole, text: textOf(whole) }));
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
