import { OK, refused } from '../../../../model/outcome.ts';
import type { LinuxRuleId } from '../../rule-id.ts';
import { type Branch, failed, ok, type Play, unknown } from '../branch.ts';
import { isMultipath } from '../descriptors.ts';
import { socketOf } from '../open-socket.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';
import { pendingError, waitedInVain } from '../wait.ts';

const NOT_CONNECTED = refused('receive', 'ENOTCONN');

/** recv(2) of up to 64 KiB. */
export const receive: Play<'receive'> = (state, step, seen) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  if (isMultipath(sock)) return unknown(state);
  const branches = sock.protocol === 'udp' ? receiveDatagram(state, sock) : receiveStream(state, sock);
  return branches
    .map((b) => compared(b, step.expectBytes))
    .filter((b) => b.bytes === undefined || fits(b.bytes, seen.observation?.bytes));
};

interface Received extends Branch {
  readonly bytes?: number;
}

const fits = (bytes: number, seen: number | undefined): boolean => seen === undefined || seen === bytes;

const compared = (b: Received, expected: number | undefined): Received =>
  b.outcome !== OK || b.bytes === undefined || expected === undefined || expected === b.bytes
    ? b
    : { ...b, outcome: { kind: 'differs', seen: `bytes=${b.bytes}` } };

const received = (state: State, sock: Sock, bytes: number, rule: LinuxRuleId): Received[] =>
  ok(state, rule, sock).map((b) => ({ ...b, bytes }));

function receiveDatagram(state: State, sock: Sock): Received[] {
  const pending = pendingError(state, sock, 'receive');
  if (pending !== undefined) return pending;
  const [first, ...rest] = sock.inbox;
  if (first !== undefined) {
    sock.inbox = rest;
    return received(state, sock, first, 'linux.received');
  }
  if (sock.readShut) return received(state, sock, 0, 'linux.read-shut');
  return waitedInVain(state, sock, 'receive', 'linux.nothing-to-receive');
}

/** tcp_recvmsg_locked(): data, then the end of the stream, then an error, then what was shut. */
function receiveStream(state: State, sock: Sock): Received[] {
  if (sock.state === 'LISTEN') return failed(state, NOT_CONNECTED, 'linux.receive-unconnected', sock);
  if (sock.flooded) return unknown(state);
  if (sock.inbox.length > 0) return receiveBytes(state, sock);
  if (sock.ended) return received(state, sock, 0, 'linux.end-of-stream');
  const pending = pendingError(state, sock, 'receive');
  if (pending !== undefined) return pending;
  if (sock.readShut) return received(state, sock, 0, 'linux.read-shut');
  if (sock.state === 'CLOSE') return failed(state, NOT_CONNECTED, 'linux.receive-unconnected', sock);
  return waitedInVain(state, sock, 'receive', 'linux.nothing-to-receive');
}

/** All that waits; in a conversation Nagle's algorithm (RFC 896) may hold back all but the first segment for a while. */
function receiveBytes(state: State, sock: Sock): Received[] {
  const all = sock.inbox.reduce((sum, n) => sum + n, 0);
  const prefixes = sock.talks ? sock.inbox.map((_, i) => i + 1) : [sock.inbox.length];
  return prefixes.flatMap((count) => {
    const world = count === sock.inbox.length ? state : state.clone();
    const own = world.get(sock.id) as Sock;
    const bytes = sock.inbox.slice(0, count).reduce((sum, n) => sum + n, 0);
    own.inbox = sock.inbox.slice(count);
    return received(world, own, count === sock.inbox.length ? all : bytes, 'linux.received');
  });
}
