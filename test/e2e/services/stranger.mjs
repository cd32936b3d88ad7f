// Connects again and again from a remote host, sends something, and reports what came back: ADDRESS PORT ATTEMPTS. SIGTERM ends it early.
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const [address, port, attempts] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const seen = new Map();
let going = true;
process.on('SIGTERM', () => (going = false));
for (let i = 0; going && i < attempts; i++) {
  const outcome = await new Promise((resolve) => {
    const socket = connect(port, address, () => socket.write('GET / HTTP/1.0\r\n\r\n'));
    let bytes = 0;
    socket.on('data', (data) => (bytes += data.length));
    socket.on('error', (error) => resolve(error.code));
    socket.on('close', () => resolve(`${bytes} bytes`));
  });
  seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  await setTimeout(2);
}
console.log(
  [...seen]
    .map(([outcome, count]) => `${outcome}: ${count}`)
    .sort()
    .join(', '),
);
