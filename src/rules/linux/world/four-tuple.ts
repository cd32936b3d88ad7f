import { isLoopback, type SocketAddress, unmap } from '../../../model/address.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { isScarce, portRange } from './port-range.ts';
import type { Sock } from './sock.ts';
import { type State, sameIp, sameSocketAddress } from './state.ts';
import { destroy } from './tcp.ts';

/** A connection that a socket would make. */
export interface FourTuple {
  readonly sock: Sock;
  readonly port: number;
  readonly to: SocketAddress;
}

export interface FourTupleConflict {
  readonly sock: Sock;
  readonly rule: LinuxRuleId;
}

/**
 * The socket that has the connection already: __inet_check_established(). None where it is a TIME_WAIT entry that gives
 * way, see tcp_twsk_unique(). `bound`: the program chose the port itself.
 */
export function fourTupleConflict(
  state: State,
  tuple: FourTuple,
  bound: boolean,
): FourTupleConflict | 'unknown' | undefined {
  const own = entryOf(state, tuple);
  if (own === undefined) return undefined;
  if (own.state !== 'TIME_WAIT') return { sock: own, rule: 'linux.four-tuple-in-use' };
  const unique = mayReplace(state, own, bound);
  if (unique === false) return { sock: own, rule: 'linux.four-tuple-in-time-wait' };
  return unique === 'unknown' || own.halfClosed ? 'unknown' : undefined;
}

/** Removes the TIME_WAIT entry that gives way. */
export function takeFourTuple(state: State, tuple: FourTuple): void {
  const own = entryOf(state, tuple);
  if (own?.state === 'TIME_WAIT') destroy(state, own);
}

const entryOf = (state: State, { sock, port, to }: FourTuple): Sock | undefined =>
  state.socks.find((s) => s !== sock && isConnection(s) && s.port === port && isSame(s, sock, to));

const isConnection = (s: Sock): boolean => s.protocol === 'tcp' && s.state !== 'CLOSE' && s.state !== 'LISTEN';

/** inet_match(): a bound device keeps connections apart. */
const isSame = (s: Sock, own: Sock, to: SocketAddress): boolean =>
  isAlike(s, own, to) && (s.device === undefined || s.device === own.device);

const isAlike = (s: Sock, own: Sock, to: SocketAddress): boolean =>
  sameIp(s.address, own.address) && sameSocketAddress(s.peer, to);

/**
 * A socket that is bound to another device has the connection already, or may have it where automatic ports are few. Both
 * come to be, and which of them gets a segment rests on the order of a hash chain.
 */
export const mayHaveTwin = (state: State, { sock, port, to }: FourTuple): boolean =>
  (port !== 0 || isScarce(portRange(state, sock))) &&
  state.socks.some(
    (s) =>
      s !== sock && isConnection(s) && (port === 0 || s.port === port) && isAlike(s, sock, to) && !isSame(s, sock, to),
  );

/** Milliseconds that may pass between steps on a busy machine. */
const SHORT_DELAY = 500;

/** tcp_twsk_unique(), net/ipv4/tcp_ipv4.c, 6.18. */
function mayReplace(state: State, entry: Sock, bound: boolean): boolean | 'unknown' {
  if (!entry.timestamps) return false;
  if (bound) return true;
  if (entry.halfClosed || !reuseAllowed(state, entry)) return false;
  const age = state.clock - entry.since;
  const delay = Number(state.sysctl('net.ipv4.tcp_tw_reuse_delay', '1000'));
  if (age > delay) return true;
  if (state.holds('linux.tw-reuse-by-seconds')) return 'unknown';
  // Of a short delay some has passed before the clock sees it.
  return delay >= SHORT_DELAY && age < delay * 0.7 ? false : 'unknown';
}

function reuseAllowed(state: State, entry: Sock): boolean {
  const mode = state.sysctl('net.ipv4.tcp_tw_reuse', '2');
  if (mode !== '2') return mode === '1';
  const ends = [entry.address, entry.peer?.address].flatMap((a) => (a === undefined ? [] : [unmap(a)]));
  return entry.device === 'lo' || ends.some(isLoopback);
}
