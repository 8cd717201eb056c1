// A name server on this machine, for traces: it knows the names that it was told and no others.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Starts one; `names` gives each name its IPv4 address. */
export async function startNames(names) {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(answer(query, names), port, address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => socket.close() };
}

/** RFC 1035, as far as a question for one name needs it. */
function answer(query, names) {
  const labels = [];
  let at = 12;
  while (query[at] !== 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]).toLowerCase());
    at += query[at] + 1;
  }
  const question = query.subarray(12, at + 5);
  const address = names[labels.join('.')];
  const forAddress = query.readUInt16BE(at + 1) === 1;
  const record = address && forAddress
    // The name of the question, type A, class IN, one second to live, four bytes.
    ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)])
    : Buffer.alloc(0);
  const head = Buffer.from([query[0], query[1], 0x81, address ? 0x80 : 0x83, 0, 1, 0, record.length ? 1 : 0, 0, 0, 0, 0]);
  return Buffer.concat([head, question, record]);
}
