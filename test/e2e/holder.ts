import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { platform } from '../../src/libc/platform.ts';
import { waitFor } from '../../src/libc/wait.ts';
import { type Address, type Protocol, parseAddress } from '../../src/model/address.ts';
import type { SocketOptions } from '../../src/model/options.ts';
import { type CallOutcome, formatOutcome } from '../../src/model/outcome.ts';
import type { Result } from '../../src/model/result.ts';
import { connectWithin } from '../../src/net/connect.ts';
import { Sockets } from '../../src/net/socket.ts';

/**
 * Holds ports as a service would. Each word of the command line is PROTOCOL/ADDRESS/PORT/OPTIONS/STATE, such as
 * `tcp/127.0.0.1/80/addr/listen`; `ready` is printed when all are held. SIGTERM ends it.
 */
const table = platform();
if (!table.ok) throw new Error(table.error.message);
const sockets = new Sockets(table.value);

const OPTIONS: Readonly<Record<string, SocketOptions>> = {
  none: {},
  addr: { reuseaddr: true },
  port: { reuseport: true },
  v6only: { v6only: true },
  dual: { v6only: false },
  lo: { device: 'lo' },
};

/** What becomes of a bound socket. */
const STATES: Readonly<Record<string, (fd: number, address: Address, port: number) => void>> = {
  bind: () => {},
  listen: (fd) => expectOk(sockets.listen(fd, 128)),
  /** Answers every connection with one line, and tells at its end how many they were. */
  serve: (fd) => {
    let served = 0;
    const server = createServer((socket) => {
      served++;
      socket.on('error', () => {}).end('service\n');
    });
    server.listen({ fd }, 4096);
    atEnd(() => `served ${served}`);
  },
  restart: (fd, own, port) => {
    sockets.close(fd);
    void restart(own, port);
  },
  /** A second process has it too. */
  shared: (fd) => {
    expectOk(sockets.listen(fd, 128));
    spawn('sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
  },
  /** As the client of a listener of our own. */
  connect: (fd) => {
    const server = bound('tcp', address('127.0.0.1'), 9, {});
    expectOk(sockets.listen(server, 16));
    expectOk(connectWithin(sockets, fd, sockets.sockaddr(address('127.0.0.1'), 9), 1000));
  },
  /** A connection that this side closed first is all that stays. */
  timewait: (fd, own, port) => {
    expectOk(sockets.listen(fd, 16));
    const client = value(sockets.open('tcp', own.family));
    expectOk(connectWithin(sockets, client, sockets.sockaddr(own, port), 1000));
    const { fd: server } = value(sockets.accept(fd));
    sockets.close(server);
    waitFor(client, 1, 1000);
    sockets.close(client);
    sockets.close(fd);
  },
};

function bound(protocol: Protocol, own: Address, port: number, options: SocketOptions): number {
  const fd = value(sockets.open(protocol, own.family));
  expectOk(sockets.setOptions(fd, options));
  expectOk(sockets.bind(fd, sockets.sockaddr(own, port)));
  return fd;
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

function value<T>(result: Result<T, CallOutcome>): T {
  if (!result.ok) throw new Error(formatOutcome(result.error));
  return result.value;
}

function expectOk(outcome: CallOutcome): void {
  if (outcome.kind !== 'ok') throw new Error(formatOutcome(outcome));
}

/** A service that is stopped and started again and again: up for 16 ms, down for 4. */
async function restart(own: Address, port: number): Promise<void> {
  const counts = { starts: 0, failed: 0 };
  atEnd(() => `started ${counts.starts}, failed ${counts.failed}`);
  const to = sockets.sockaddr(own, port);
  for (;;) {
    const fd = value(sockets.open('tcp', own.family));
    counts.starts++;
    if (sockets.bind(fd, to).kind !== 'ok' || sockets.listen(fd, 16).kind !== 'ok') counts.failed++;
    await setTimeout(16);
    sockets.close(fd);
    await setTimeout(4);
  }
}

const atEnd = (say: () => string): void =>
  void process.once('SIGTERM', () => {
    process.stdout.write(`${say()}\n`, () => process.exit(0));
  });

for (const word of process.argv.slice(2)) {
  const [protocol, own = '', port, options = 'none', state = 'bind'] = word.split('/');
  const set: SocketOptions = Object.assign({}, ...options.split('+').map((name) => OPTIONS[name]));
  const fd = bound(protocol === 'udp' ? 'udp' : 'tcp', address(own), Number(port), set);
  STATES[state]?.(fd, address(own), Number(port));
}
process.stdout.write('ready\n');
setInterval(() => {}, 1000);
