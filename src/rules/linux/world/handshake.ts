import { unmap } from '../../../model/address.ts';
import type { StepObservation } from '../../../model/prediction.ts';
import type { Name } from '../../rule.ts';
import { connectPort, portRange } from './automatic.ts';
import { noteConnect } from './bucket.ts';
import { failed, seenPort } from './call.ts';
import { type Branch, type CallContext, unknown } from './context.ts';
import { meet } from './syn-arrival.ts';
import { putPort, resetAddress, setAddress, takePort } from './port.ts';
import type { Route } from './route.ts';
import type { Sock } from './sock.ts';
import { type State, sameIp } from './state.ts';
import { mayHaveTwin, type Tuple, type TupleHolder, takeTuple, tupleHolder } from './four-tuple.ts';

type LocalRoute = Extract<Route, { kind: 'local' }>;

/** The three-way handshake on this host: the source is chosen, the SYN meets somebody, or nobody. */
export function establish(
  call: CallContext,
  way: LocalRoute,
  port: number,
  seen: StepObservation | undefined,
): Branch[] {
  const { state, sock } = call;
  const to = { address: way.to, port };
  sock.mapped ||= sock.family === 'inet6' && unmap(way.to).family === 'inet';
  setAddress(state, sock, way.source);
  if (mayHaveTwin(state, { sock, port: sock.port, to })) return unknown(state);
  if (sock.port !== 0) {
    const tuple = { sock, port: sock.port, to };
    const holder = tupleHolder(state, tuple, true);
    if (holder === 'unknown') return unknown(state);
    if (holder !== undefined) return inUse(state, sock, holder);
    takeTuple(state, tuple);
    return meet(state, sock, to);
  }
  return establishUnbound(state, sock, to, seen);
}

function inUse(state: State, sock: Sock, holder: TupleHolder): Branch[] {
  const branches = failed(state, 'EADDRNOTAVAIL', holder.rule, sock).map((b) => ({ ...b, holder: holder.sock }));
  if (!sock.portLocked) putPort(state, sock);
  resetAddress(state, sock);
  return branches;
}

function establishUnbound(state: State, sock: Sock, to: Name, seen: StepObservation | undefined): Branch[] {
  const isFree = (port: number): boolean => isConnectable(state, { sock, port, to });
  const failure = state.clone();
  const choice = connectPort(state, sock, seenPort(seen), isFree);
  const full: Branch[] = [];
  if (choice.mayFail) {
    const own = failure.get(sock.id) as Sock;
    full.push(...failed(failure, 'EADDRNOTAVAIL', 'linux.connect-ports-exhausted', own));
    resetAddress(failure, own);
  }
  if (choice.port === undefined) return full;
  const before = state.clone();
  takeConnectPort(state, sock, choice.port, to);
  return [...meet(state, sock, to), ...perhapsItself(before, sock.id, to, choice.port), ...full];
}

/** A port that connect(2) may choose: nobody bound it, and no connection has the four-tuple. */
function isConnectable(state: State, tuple: Tuple): boolean {
  const bucket = state.buckets.get(tuple.port);
  return bucket === undefined || (bucket.use === 'connect' && tupleHolder(state, tuple, false) === undefined);
}

function takeConnectPort(state: State, sock: Sock, port: number, to: Name): void {
  takeTuple(state, { sock, port, to });
  takePort(state, sock, port);
  noteConnect(state.buckets, sock);
  sock.connectBound = true;
}

/** The automatic port may happen to be the very one that is called: then the socket meets itself, if nobody listens there. */
function perhapsItself(state: State, id: number, to: Name, chosen: number): Branch[] {
  const sock = state.get(id) as Sock;
  const range = portRange(state, sock);
  const isInRange = range.low <= to.port && to.port <= range.high;
  const isPossible = chosen < 0 && isInRange && isConnectable(state, { sock, port: to.port, to });
  if (!isPossible || !sameIp(sock.address, to.address)) return [];
  takeConnectPort(state, sock, to.port, to);
  return meet(state, sock, to);
}
