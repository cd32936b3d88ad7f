// Connects so many times, several at once, and reports what was not answered by the service: ADDRESS PORT COUNT.
import { connect } from 'node:net';

const [address, port, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const AT_ONCE = 32;
const lost = [];
let made = 0;

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
  while (made < count) {
    made++;
    const answer = await visit();
    if (answer !== 'service\n') lost.push(answer);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, visitor));
console.log(`made ${made}, lost ${lost.length} ${lost.slice(0, 5).join(' ')}`);
