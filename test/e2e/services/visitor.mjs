// Connects again and again, several at once, until SIGTERM; reports what was not answered by the service: ADDRESS PORT.
import { connect } from 'node:net';

const [address, port] = [process.argv[2], Number(process.argv[3])];
const AT_ONCE = 32;
const lost = [];
let made = 0;
let going = true;
process.on('SIGTERM', () => (going = false));

const visit = () =>
  new Promise((resolve) => {
    let received = '';
    const socket = connect(port, address);
    socket.setEncoding('utf8').on('data', (text) => (received += text));
    socket.on('error', (error) => resolve(error.code));
    // The end of the answer is here: a reset leaves no TIME_WAIT on either side.
    socket.on('end', () => {
      socket.resetAndDestroy();
      resolve(received);
    });
  });

const visitor = async () => {
  while (going) {
    made++;
    const answer = await visit();
    if (answer !== 'service\n') lost.push(answer);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, visitor));
console.log(`made ${made}, lost ${lost.length} ${lost.slice(0, 5).join(' ')}`);
