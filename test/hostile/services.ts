import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { platform } from '../../src/libc/platform.ts';
import { parseAddress } from '../../src/model/address.ts';
import type { SocketOptions } from '../../src/model/options.ts';
import { Sockets } from '../../src/net/socket.ts';

/**
 * Services and their clients, as a program: `serve`, `load COUNT`, `restart PORT OPTION DOWN UP`. Each tells at SIGTERM, in
 * JSON, what it counted.
 */
const table = platform();
if (!table.ok) throw new Error(table.error.message);
const sockets = new Sockets(table.value);

function bound(protocol: 'tcp' | 'udp', text: string, port: number, options: SocketOptions): number | undefined {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(address.error.message);
  const fd = sockets.open(protocol, address.value.family);
  if (!fd.ok) throw new Error('socket');
  sockets.setOptions(fd.value, options);
  if (sockets.bind(fd.value, sockets.sockaddr(address.value, port)).kind === 'ok') return fd.value;
  sockets.close(fd.value);
  return undefined;
}

const must = (fd: number | undefined): number => {
  if (fd === undefined) throw new Error('bind');
  return fd;
};

/** A TCP service answers with its port; a datagram comes back as it was. */
const TCP: readonly (readonly [address: string, port: number, options: SocketOptions])[] = [
  ['0.0.0.0', 7001, { reuseaddr: true }],
  ['0.0.0.0', 7002, { reuseport: true }],
  ['0.0.0.0', 7002, { reuseport: true }],
  ['::', 7003, { reuseaddr: true, v6only: false }],
];
const UDP = 7004;

const atEnd = (say: () => object): void =>
  void process.once('SIGTERM', () => process.stdout.write(`${JSON.stringify(say())}\n`, () => process.exit(0)));

function serve(): void {
  const counts = { accepted: 0, received: 0 };
  for (const [address, port, options] of TCP) {
    const server = createServer((socket) => {
      counts.accepted++;
      socket.on('error', () => {}).end(String(port));
    });
    server.listen({ fd: must(bound('tcp', address, port, options)) }, 4096);
  }
  const udp = createSocket('udp4', (message, peer) => {
    counts.received++;
    udp.send(message, peer.port, peer.address);
  });
  udp.bind({ fd: must(bound('udp', '0.0.0.0', UDP, { reuseaddr: true })) }, () => process.stdout.write('ready\n'));
  atEnd(() => counts);
}

/** Where the clients of each kind go, in turn. */
const TARGETS = [
  [['127.0.0.1', 7001]],
  [
    ['10.0.0.1', 7002],
    ['127.0.0.1', 7002],
  ],
  [
    ['127.0.0.1', 7003],
    ['::1', 7003],
  ],
] as const;

/** A TCP client that met a socket other than the service is taken; one that met none, or no answer, is lost. */
const talk = (host: string, port: number): Promise<'served' | 'lost' | 'taken'> =>
  new Promise((resolve) => {
    let text = '';
    let met = false;
    const socket = connect({ host, port }, () => {
      met = true;
    });
    socket.setTimeout(10_000, () => socket.destroy());
    socket.on('data', (bytes) => {
      text += bytes;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text === String(port) ? 'served' : met ? 'taken' : 'lost'));
    socket.on('end', () => socket.resetAndDestroy());
  });

async function load(count: number): Promise<void> {
  const counts = { connections: 0, datagrams: 0, lost: 0, taken: 0 };
  const waiting = new Map<string, () => void>();
  const udp = createSocket('udp4', (message) => waiting.get(message.toString())?.());
  const ask = (text: string): Promise<boolean> =>
    new Promise((resolve) => {
      const done = (came: boolean): void => {
        waiting.delete(text);
        clearTimeout(timer);
        resolve(came);
      };
      const timer = globalThis.setTimeout(() => done(false), 10_000);
      waiting.set(text, () => done(true));
      udp.send(text, UDP, '127.0.0.1');
    });
  let ended = false;
  process.once('SIGTERM', () => {
    ended = true;
  });
  /** One client after the other, until there were enough of all kinds and the end is told. */
  const visit = async (key: 'connections' | 'datagrams', one: (n: number) => Promise<void>): Promise<void> => {
    for (let n = 0; !ended; n++) {
      await one(n);
      counts[key]++;
      if (n + 1 === count && ++enough === TARGETS.length + 1) process.stdout.write('enough\n');
      await setTimeout(1);
    }
  };
  let enough = 0;
  const toService = (targets: (typeof TARGETS)[number]): Promise<void> =>
    visit('connections', async (n) => {
      const [host, port] = targets[n % targets.length] ?? targets[0];
      const met = await talk(host, port);
      if (met !== 'served') counts[met]++;
    });
  const datagrams = visit('datagrams', async (n) => {
    if (!(await ask(String(n)))) counts.lost++;
  });
  await Promise.all([...TARGETS.map(toService), datagrams]);
  process.stdout.write(`${JSON.stringify(counts)}\n`, () => process.exit(0));
}

/** A service that is down for some milliseconds and up for some; at SIGUSR2 five times, or without a pause if `up` is given. */
async function restart(port: number, options: SocketOptions, down: number, up: number | undefined): Promise<void> {
  const counts = { restarts: 0, refused: 0 };
  let fd: number | undefined;
  const begin = (): void => {
    fd = bound('tcp', '0.0.0.0', port, options);
    if (fd !== undefined && sockets.listen(fd, 128).kind === 'ok') return;
    counts.refused++;
  };
  const again = async (): Promise<void> => {
    if (fd !== undefined) sockets.close(fd);
    await setTimeout(down);
    counts.restarts++;
    begin();
  };
  begin();
  atEnd(() => counts);
  process.on('SIGUSR2', async () => {
    for (let i = 0; i < 5; i++) {
      await again();
      await setTimeout(2);
    }
    process.stdout.write('restarted\n');
  });
  process.stdout.write('ready\n');
  while (up !== undefined) {
    await setTimeout(up);
    await again();
    process.stdout.write(`${counts.restarts}\n`);
  }
  setInterval(() => {}, 1000);
}

const [what, ...words] = process.argv.slice(2);
if (what === 'serve') serve();
if (what === 'load') await load(Number(words[0]));
if (what === 'restart') {
  const [port, option, down, up] = words;
  const options = option === 'addr' ? { reuseaddr: true } : {};
  await restart(Number(port), options, Number(down), up === undefined ? undefined : Number(up));
}
