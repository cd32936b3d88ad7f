// A service that answers every connection with one line, and a client that counts what comes back until SIGTERM.
import { connect, createServer } from 'node:net';

const [address, port] = [process.argv[2], Number(process.argv[3])];
let going = true;
process.on('SIGTERM', () => (going = false));

const visit = () =>
  new Promise((resolve) => {
    let received = '';
    const socket = connect(port, address);
    socket.setEncoding('utf8').on('data', (text) => (received += text));
    socket.on('error', (error) => resolve(error.code));
    socket.on('close', () => resolve(received));
  });

const server = createServer((socket) => socket.on('error', () => {}).end('service\n'));
server.listen(port, address, async () => {
  console.log('ready');
  const lost = [];
  let visits = 0;
  for (; going && visits < 100_000; visits++) {
    const answer = await visit();
    if (answer !== 'service\n') lost.push(answer);
  }
  console.log(`made ${visits}, lost ${lost.length} ${lost.join(' ')}`);
  server.close();
});
