// A client that does what it is told: ADDRESS PORT ACTION…
//   hex=68690a  sends these bytes     fill=1000  sends so many bytes of "a"
//   read        waits until the server has read them   pause=50  waits, milliseconds   signal  waits for SIGUSR1
//   end, reset  closes with FIN or RST                 stay      until the server closes
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const [address, port, ...actions] = process.argv.slice(2);
const socket = connect(Number(port), address);
socket.setNoDelay(true).resume();
let outcome = 'closed';
socket.on('error', (error) => (outcome = error.code));
const closed = new Promise((resolve) => socket.on('close', resolve));
const connected = new Promise((resolve) => socket.on('connect', resolve));

const signalled = new Promise((resolve) => process.on('SIGUSR1', resolve));

/** Bytes in the receive queue of the server's socket, proc_net_tcp: what is sent over loopback is there at once. */
function unread() {
  const rows = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1));
  const ends = [Number(port), socket.localPort];
  const row = rows
    .map((text) => text.trim().split(/\s+/))
    .find((cells) => ends.every((end, i) => parseInt(cells[1 + i]?.split(':')[1], 16) === end));
  return row === undefined ? 0 : parseInt(row[4].split(':')[1], 16);
}

const ACTIONS = {
  hex: (text) => new Promise((sent) => socket.write(Buffer.from(text, 'hex'), sent)),
  fill: (count) => new Promise((sent) => socket.write('a'.repeat(Number(count)), sent)),
  pause: (milliseconds) => setTimeout(Number(milliseconds)),
  read: async () => {
    while (unread() > 0) await setTimeout(5);
  },
  signal: () => signalled,
  end: () => socket.end(),
  reset: () => socket.resetAndDestroy(),
  stay: () => closed,
};

await Promise.race([connected, closed]);
console.log(`local ${socket.localPort}`);
for (const action of actions) {
  const [name, value] = action.split('=');
  await ACTIONS[name](value);
}
await closed;
console.log(outcome);
