import { isLoopback, unmap } from '../../model/address.ts';
import type { Name } from '../rule.ts';
import type { Sock } from './sock.ts';
import { type State, sameIp, sameName } from './state.ts';
import { destroy } from './tcp.ts';

/**
 * Who already has the connection that `sock` would make from `port`: __inet_check_established(). A TIME_WAIT entry gives way
 * where tcp_twsk_unique() allows it, and is then removed if `take` says so. `bound`: the program chose the port itself.
 */
export function tupleHolder(
  state: State,
  sock: Sock,
  port: number,
  to: Name,
  bound: boolean,
  take = bound,
): { readonly sock: Sock; readonly rule: string } | 'unknown' | undefined {
  const own = state.socks.find(
    (s) =>
      s !== sock &&
      s.protocol === 'tcp' &&
      s.state !== 'CLOSE' &&
      s.state !== 'LISTEN' &&
      s.port === port &&
      sameIp(s.address, sock.address) &&
      sameName(s.peer, to) &&
      (s.device === undefined || s.device === sock.device || s.device === 'lo'),
  );
  if (own === undefined) return undefined;
  if (own.state !== 'TIME_WAIT') return { sock: own, rule: 'linux.four-tuple-in-use' };
  const unique = mayReplace(state, own, bound);
  if (unique === false) return { sock: own, rule: 'linux.four-tuple-in-time-wait' };
  if (unique === 'unknown' || own.halfClosed) return 'unknown';
  if (take) destroy(state, own);
  return undefined;
}

/** tcp_twsk_unique(), net/ipv4/tcp_ipv4.c, 6.18. */
function mayReplace(state: State, entry: Sock, bound: boolean): boolean | 'unknown' {
  if (!entry.timestamps) return false;
  if (bound) return true;
  if (entry.halfClosed || !reuseAllowed(state, entry)) return false;
  const age = state.clock - entry.since;
  const delay = Number(state.sysctl('net.ipv4.tcp_tw_reuse_delay', '1000'));
  if (age > delay) return true;
  return age < delay * 0.7 ? false : 'unknown';
}

function reuseAllowed(state: State, entry: Sock): boolean {
  const mode = state.sysctl('net.ipv4.tcp_tw_reuse', '2');
  if (mode !== '2') return mode === '1';
  const ends = [entry.address, entry.peer?.address].flatMap((a) => (a === undefined ? [] : [unmap(a)]));
  return entry.device === 'lo' || ends.some(isLoopback);
}
