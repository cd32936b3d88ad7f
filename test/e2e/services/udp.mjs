// A UDP service with SO_REUSEADDR that counts its datagrams, and a client that sends them until SIGTERM.
import { createSocket } from 'node:dgram';
import { setTimeout } from 'node:timers/promises';

const [address, port] = [process.argv[2], Number(process.argv[3])];
let going = true;
process.on('SIGTERM', () => (going = false));
let received = 0;
const service = createSocket({ type: 'udp4', reuseAddr: true }, () => received++);
service.bind(port, address, async () => {
  console.log('ready');
  const client = createSocket('udp4');
  let sent = 0;
  for (; going && sent < 100_000; sent++) {
    await new Promise((resolve) => client.send('x', port, '127.0.0.1', resolve));
    if (sent % 10 === 0) await setTimeout(1);
  }
  await setTimeout(200);
  console.log(`sent ${sent}, lost ${sent - received}`);
  client.close();
  service.close();
});
