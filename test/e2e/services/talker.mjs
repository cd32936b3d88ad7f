// A client that does what it is told: ADDRESS PORT ACTION…
//   hex=68690a  sends these bytes     fill=1000  sends so many bytes of "a"
//   pause=50    waits, milliseconds   end, reset closes with FIN or RST     stay  until the server closes
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const [address, port, ...actions] = process.argv.slice(2);
const socket = connect(Number(port), address);
socket.setNoDelay(true).resume();
let outcome = 'closed';
socket.on('error', (error) => (outcome = error.code));
const closed = new Promise((resolve) => socket.on('close', resolve));
const connected = new Promise((resolve) => socket.on('connect', resolve));

const ACTIONS = {
  hex: (text) => new Promise((sent) => socket.write(Buffer.from(text, 'hex'), sent)),
  fill: (count) => new Promise((sent) => socket.write('a'.repeat(Number(count)), sent)),
  pause: (milliseconds) => setTimeout(Number(milliseconds)),
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
