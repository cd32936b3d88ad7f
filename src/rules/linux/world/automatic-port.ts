import { relation } from '../../overlap.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import { allPorts, isScarce, portRange, type Range, unreservedPorts } from './port-range.ts';
import { bindOrders, connectOrders } from './port-scan.ts';
import type { Sight } from './sight.ts';
import { ruleSocketOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

/** The result of choosing an automatic port: a port, none left, or either by chance. */
export interface Choice {
  /** Undefined where none is left. */
  readonly port: number | undefined;
  readonly mayFail: boolean;
}

/** The port that the kernel chose, where the runner saw it; shown also after a connect(2) that was refused. */
export function seenPort(seen: Sight): number | undefined {
  const port = seen.observation?.local?.port;
  return port !== undefined && port > 0 ? port : undefined;
}

/** A port for bind(2) with port 0, or for listen(2) of an unbound socket: inet_csk_find_open_port(); UDP: udp_lib_get_port(). */
export function automaticPort(state: State, sock: Sock, seen: number | undefined): Choice {
  const range = portRange(state, sock);
  const newcomer = ruleSocketOf(sock);
  const isFree = (port: number): boolean => !isTaken(state, sock, newcomer, port, false);
  if (sock.protocol === 'udp') return choose(state, range, seen, isFree, () => [allPorts(range)]);
  const orders = (): number[][] => bindOrders(range, sock.reuseaddr);
  const strict = choose(state, range, seen, isFree, orders);
  if (!strict.mayFail || state.sysctl('net.ipv4.ip_autobind_reuse', '0') === '0') return strict;
  const relaxed = (port: number): boolean => !isTaken(state, sock, newcomer, port, true);
  return choose(state, range, seen, relaxed, orders);
}

/** A port for connect(2) of an unbound TCP socket: __inet_hash_connect(). */
export function connectPort(
  state: State,
  sock: Sock,
  seen: number | undefined,
  isFree: (port: number) => boolean,
): Choice {
  const range = portRange(state, sock);
  return choose(state, range, seen, isFree, () => (range.own ? [allPorts(range)] : connectOrders(range)));
}

/** `orders`: the ports that are looked at, for each random start. */
function choose(
  state: State,
  range: Range,
  seen: number | undefined,
  isFree: (port: number) => boolean,
  orders: () => readonly (readonly number[])[],
): Choice {
  if (!isScarce(range)) {
    if (seen !== undefined && !isFree(seen)) return { port: undefined, mayFail: false };
    return { port: seen ?? -state.turn(), mayFail: false };
  }
  const allowed = unreservedPorts(state, range);
  const free = orders().map((order) => order.filter((port) => allowed.has(port) && isFree(port)));
  const possible = new Set(free.flat());
  const mayFail = free.some((ports) => ports.length === 0);
  if (seen !== undefined) return { port: possible.has(seen) ? seen : undefined, mayFail };
  const [only] = possible;
  return { port: possible.size === 1 ? only : possible.size === 0 ? undefined : -state.turn(), mayFail };
}

/** Whether an automatic port would repeat one. `relaxed`: net.ipv4.ip_autobind_reuse, when nothing else is left. */
function isTaken(state: State, sock: Sock, own: RuleSocket, port: number, relaxed: boolean): boolean {
  const newcomer = { ...own, port };
  return state.ruleSocketsBeside(sock, port).some((old) => {
    const meets = !['apart', 'v6only'].includes(relation(newcomer, old));
    const sameDevice = !newcomer.device || !old.device || newcomer.device === old.device;
    return meets && sameDevice && !mayRepeat(newcomer, old, relaxed);
  });
}

function mayRepeat(newcomer: RuleSocket, old: RuleSocket, relaxed: boolean): boolean {
  const bothReuseport = newcomer.reuseport && old.reuseport && (newcomer.uid === old.uid || old.state === 'TIME_WAIT');
  if (newcomer.protocol === 'udp') return (newcomer.reuseaddr && old.reuseaddr) || bothReuseport;
  return relaxed && newcomer.reuseaddr && old.reuseaddr && old.state !== 'LISTEN' && !bothReuseport;
}
