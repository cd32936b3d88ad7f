import { type ChildProcess, spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { declareLazily } from '../../src/libc/library.ts';
import { platform } from '../../src/libc/platform.ts';
import { waitFor } from '../../src/libc/wait.ts';
import { type Address, formatEndpoint, type Protocol, parseAddress } from '../../src/model/address.ts';
import type { SocketState } from '../../src/model/host.ts';
import type { SocketOptions } from '../../src/model/options.ts';
import { formatOutcome, OK } from '../../src/model/outcome.ts';
import { connectWithin } from '../../src/net/connect.ts';
import { Sockets } from '../../src/net/socket.ts';

/** A socket that the test opened, as it must be listed. */
export interface Made {
  readonly protocol: Protocol;
  readonly local: string;
  readonly state: SocketState;
  readonly inode: number;
  readonly peer?: string;
  readonly v6only?: boolean;
  readonly device?: string;
}

/** All are on these ports; the neighbours of PORT are held too, and must not be listed. */
const PORT = 50_005;
const DUAL = 50_007;
const V6ONLY = 50_009;

const table = platform();
if (!table.ok) throw new Error(table.error.message);
const sockets = new Sockets(table.value);

const at = (text: string): Address => {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(address.error.message);
  return address.value;
};

function bound(protocol: Protocol, text: string, port: number, options: SocketOptions = { reuseaddr: true }): number {
  const fd = sockets.open(protocol, at(text).family);
  if (!fd.ok) throw new Error(formatOutcome(fd.error));
  for (const outcome of [
    sockets.setOptions(fd.value, options),
    sockets.bind(fd.value, sockets.sockaddr(at(text), port)),
  ]) {
    if (outcome !== OK) throw new Error(`${formatEndpoint(at(text), port)}: ${formatOutcome(outcome)}`);
  }
  return fd.value;
}

function listening(text: string, port: number, options?: SocketOptions): number {
  const fd = bound('tcp', text, port, options);
  const outcome = sockets.listen(fd, 16);
  if (outcome !== OK) throw new Error(formatOutcome(outcome));
  return fd;
}

function connect(fd: number, text: string, port: number, milliseconds = 1000): number {
  connectWithin(sockets, fd, sockets.sockaddr(at(text), port), milliseconds);
  return fd;
}

function accept(listener: number): number {
  const connection = sockets.accept(listener);
  if (!connection.ok) throw new Error(formatOutcome(connection.error));
  return connection.value.fd;
}

const setsockopt = declareLazily<[fd: number, level: number, name: number, value: Buffer, length: number], number>(
  'int setsockopt(int fd, int level, int name, const void *value, uint32_t length)',
);

/** TCP_DEFER_ACCEPT, tcp(7): a connection stays in SYN_RECV until its first byte comes. */
function deferAccept(listener: number): void {
  if (setsockopt(listener, 6, 9, Buffer.from([30, 0, 0, 0]), 4) !== 0) throw new Error('TCP_DEFER_ACCEPT is refused');
}

const portOf = (fd: number): number => sockets.localName(fd)?.port ?? 0;

/** One socket of each kind. They stay open until the process ends. The namespace needs `v0` with 192.0.2.1 and fe80::1. */
export function holdSockets(): Made[] {
  const made: Made[] = [];
  const add = (fd: number, local: string, state: SocketState, more: Partial<Made> = {}): number => {
    made.push({ protocol: 'tcp', local, state, inode: fstatSync(fd).ino, ...more });
    return fd;
  };
  listening('127.0.0.1', PORT - 1);
  bound('udp', '127.0.0.1', PORT + 1);

  const server = add(listening('127.0.0.1', PORT), '127.0.0.1:50005', 'LISTEN');
  add(bound('tcp', '127.0.0.3', PORT), '127.0.0.3:50005', 'BOUND');
  add(listening('127.0.0.4', PORT, { device: 'lo' }), '127.0.0.4:50005', 'LISTEN', { device: 'lo' });
  add(listening('::1', PORT), '[::1]:50005', 'LISTEN', { v6only: true });
  add(listening('fe80::1%v0', PORT), '[fe80::1%v0]:50005', 'LISTEN', { v6only: true, device: 'v0' });

  const dual = add(listening('::', DUAL, { v6only: false }), '[::]:50007', 'LISTEN', { v6only: false });
  add(bound('tcp', '::', V6ONLY, { v6only: true }), '[::]:50009', 'BOUND', { v6only: true });

  holdConnections(server, dual, add);

  const udp = (fd: number, local: string, state: SocketState, more: Partial<Made> = {}): number =>
    add(fd, local, state, { protocol: 'udp', ...more });
  udp(bound('udp', '127.0.0.1', PORT), '127.0.0.1:50005', 'BOUND');
  udp(connect(bound('udp', '127.0.0.2', PORT), '127.0.0.1', 9), '127.0.0.2:50005', 'ESTABLISHED', {
    peer: '127.0.0.1:9',
  });
  udp(bound('udp', '::1', PORT), '[::1]:50005', 'BOUND', { v6only: true });
  udp(bound('udp', '::', V6ONLY, { v6only: false }), '[::]:50009', 'BOUND', { v6only: false });
  return made;
}

type Add = (fd: number, local: string, state: SocketState, more?: Partial<Made>) => number;

function holdConnections(server: number, dual: number, add: Add): void {
  const client = connect(bound('tcp', '127.0.0.2', 0), '127.0.0.1', PORT);
  const established = accept(server);
  add(established, '127.0.0.1:50005', 'ESTABLISHED', { peer: `127.0.0.2:${portOf(client)}` });

  const mapped = connect(bound('tcp', '127.0.0.6', PORT), '127.0.0.1', DUAL);
  add(mapped, '127.0.0.6:50005', 'ESTABLISHED', { peer: '127.0.0.1:50007' });
  add(accept(dual), '[::ffff:127.0.0.1]:50007', 'ESTABLISHED', { peer: '[::ffff:127.0.0.6]:50005' });

  const leaver = connect(bound('tcp', '127.0.0.7', 0), '127.0.0.1', PORT);
  add(accept(server), '127.0.0.1:50005', 'CLOSE_WAIT', { peer: `127.0.0.7:${portOf(leaver)}` });
  sockets.close(leaver);

  const last = connect(bound('tcp', '127.0.0.8', 0), '127.0.0.1', PORT);
  const lastPeer = `127.0.0.8:${portOf(last)}`;
  const first = accept(server);
  add(first, '127.0.0.1:50005', 'TIME_WAIT', { peer: lastPeer, inode: 0 });
  sockets.close(first);
  waitFor(last, sockets.platform.POLLIN, 1000);
  sockets.close(last);

  const deferring = add(listening('127.0.0.9', PORT), '127.0.0.9:50005', 'LISTEN');
  deferAccept(deferring);
  const silent = connect(bound('tcp', '127.0.0.2', 0), '127.0.0.9', PORT);
  add(silent, '127.0.0.9:50005', 'SYN_RECV', { peer: `127.0.0.2:${portOf(silent)}`, inode: 0 });

  // Nobody has this address, so that the neighbour is asked for in vain for three seconds.
  const hopeless = connect(bound('tcp', '192.0.2.1', PORT), '192.0.2.77', 9, 0);
  add(hopeless, '192.0.2.1:50005', 'SYN_SENT', { peer: '192.0.2.77:9' });
}

/** A listener that a second process shares, and that process; the caller ends it. */
export function shareListener(): ChildProcess {
  return spawn('sleep', ['infinity'], { stdio: ['ignore', 'ignore', 'ignore', listening('127.0.0.1', PORT)] });
}
