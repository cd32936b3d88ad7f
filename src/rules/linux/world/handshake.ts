import { type SocketAddress, unmap } from '../../../model/address.ts';
import { refused } from '../../../model/outcome.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { type Choice, connectPort, seenPort } from './automatic-port.ts';
import { type Branch, failed, unknown } from './branch.ts';
import { noteConnect } from './bucket.ts';
import { type FourTuple, type FourTupleConflict, fourTupleConflict, mayHaveTwin, takeFourTuple } from './four-tuple.ts';
import { putPort, resetAddress, setAddress, takePort } from './port.ts';
import { portRange } from './port-range.ts';
import type { LocalRoute } from './route.ts';
import type { Sight } from './sight.ts';
import type { Sock } from './sock.ts';
import { type State, sameIp } from './state.ts';
import { arriveSyn } from './syn-arrival.ts';

const NOT_AVAILABLE = refused('connect', 'EADDRNOTAVAIL');

/** The three-way handshake on this host: the source is chosen, and the SYN arrives at a listener or at none. */
export function establish(state: State, sock: Sock, way: LocalRoute, port: number, seen: Sight): Branch[] {
  const to = { address: way.to, port };
  sock.mapped ||= sock.family === 'inet6' && unmap(way.to).family === 'inet';
  setAddress(state, sock, way.source);
  const tuple = { sock, port: sock.port, to };
  if (mayHaveTwin(state, tuple)) return unknown(state);
  if (sock.port === 0) return establishUnbound(state, sock, to, seen);
  const conflict = fourTupleConflict(state, tuple, true);
  if (conflict === 'unknown') return unknown(state);
  if (conflict !== undefined) return inUse(state, sock, conflict);
  takeFourTuple(state, tuple);
  return arriveSyn(state, sock, to);
}

function inUse(state: State, sock: Sock, conflict: FourTupleConflict): Branch[] {
  const branches = failed(state, NOT_AVAILABLE, conflict.rule, sock).map((b) => ({ ...b, holder: conflict.sock }));
  if (!sock.portLocked) putPort(state, sock);
  resetAddress(state, sock);
  return branches;
}

function establishUnbound(state: State, sock: Sock, to: SocketAddress, seen: Sight): Branch[] {
  const choice = choosePort(state, sock, to, seenPort(seen));
  const full: Branch[] = [];
  if (choice.mayFail) {
    const failure = state.clone();
    const own = failure.get(sock.id) as Sock;
    for (const one of failed(failure, NOT_AVAILABLE, exhaustedBy(state), own)) full.push(one);
    resetAddress(failure, own);
  }
  if (choice.port === undefined) return full;
  const itself = mayBeItself(state, sock, to, choice.port) ? state.clone() : undefined;
  takeConnectPort(state, sock, choice.port, to);
  const others = arriveSyn(state, sock, to);
  return [...others, ...(itself === undefined ? [] : connectToItself(itself, sock.id, to)), ...full];
}

/** Where it is not known whether a TIME_WAIT entry gives way, its port may be chosen, and may be the one that is missing. */
function choosePort(state: State, sock: Sock, to: SocketAddress, seen: number | undefined): Choice {
  let isUnsure = false;
  const isSurelyFree = (port: number): boolean => {
    const free = isConnectable(state, { sock, port, to });
    isUnsure ||= free === 'unknown';
    return free === true;
  };
  const sure = connectPort(state, sock, seen, isSurelyFree);
  if (!isUnsure) return sure;
  const isPerhapsFree = (port: number): boolean => isConnectable(state, { sock, port, to }) !== false;
  return { ...connectPort(state, sock, seen, isPerhapsFree), mayFail: sure.mayFail };
}

/** A port that was bound once may be what is missing, before Linux 6.18. */
const exhaustedBy = (state: State): LinuxRuleId =>
  [...state.buckets.values()].some(({ isLeft }) => isLeft) ? 'linux.port-stays-bound' : 'linux.connect-ports-exhausted';

/** A port that connect(2) may choose: it is not bound, and no connection has the four-tuple. */
function isConnectable(state: State, tuple: FourTuple): boolean | 'unknown' {
  const bucket = state.buckets.get(tuple.port);
  if (bucket === undefined) return true;
  if (bucket.use !== 'connect') return false;
  const conflict = fourTupleConflict(state, tuple, false);
  return conflict === 'unknown' ? conflict : conflict === undefined;
}

function takeConnectPort(state: State, sock: Sock, port: number, to: SocketAddress): void {
  takeFourTuple(state, { sock, port, to });
  takePort(state, sock, port);
  noteConnect(state.buckets, sock);
  sock.connectBound = true;
}

/** The automatic port may happen to be the one that is called: then the socket connects to itself, if none listens there. */
function mayBeItself(state: State, sock: Sock, to: SocketAddress, chosen: number): boolean {
  if (chosen >= 0 || !sameIp(sock.address, to.address)) return false;
  const range = portRange(state, sock);
  return range.low <= to.port && to.port <= range.high && isConnectable(state, { sock, port: to.port, to }) === true;
}

function connectToItself(state: State, id: number, to: SocketAddress): Branch[] {
  const sock = state.get(id) as Sock;
  takeConnectPort(state, sock, to.port, to);
  return arriveSyn(state, sock, to);
}
