import { relation } from '../../overlap.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import { partyOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

/** How an automatic port may turn out: a port, none left, or either by chance. */
export interface Choice {
  /** Undefined where none can be had. */
  readonly port: number | undefined;
  readonly mayFail: boolean;
}

/** Ranges up to this size are tried port by port; in a longer one a free port is taken for granted. */
const SMALL = 64;

export interface Range {
  readonly low: number;
  readonly high: number;
  /** The socket's own, by IP_LOCAL_PORT_RANGE. */
  readonly own: boolean;
}

/** inet_sk_get_local_port_range(), net/ipv4/inet_connection_sock.c, 6.18: an end outside the system's range is ignored. */
export function portRange(state: State, sock: Sock): Range {
  const { low, high } = systemRange(state);
  const within = (port: number): boolean => low <= port && port <= high;
  const [first, last] = sock.range;
  return {
    low: within(first) ? first : low,
    high: within(last) ? last : high,
    own: first !== 0 || last !== 0,
  };
}

/** net.ipv4.ip_local_port_range */
export function systemRange(state: State): Pick<Range, 'low' | 'high'> {
  const [low = 32768, high = 60999] = state
    .sysctl('net.ipv4.ip_local_port_range', '32768 60999')
    .split(/\s+/)
    .map(Number);
  return { low, high };
}

/** So few ports that each of them counts. */
export const isScarce = ({ low, high }: Pick<Range, 'low' | 'high'>): boolean => high - low < SMALL;

/** A port for bind(2) with port 0, or for listen(2) of an unbound socket: inet_csk_find_open_port(); UDP: udp_lib_get_port(). */
export function automaticPort(state: State, sock: Sock, seen: number | undefined): Choice {
  const range = portRange(state, sock);
  const party = partyOf(sock);
  const isFree = (port: number): boolean => !isTaken(state, sock, party, port, false);
  if (sock.protocol === 'udp') return choose(state, range, seen, isFree, () => [allPorts(range)]);
  const orders = (): number[][] => bindOrders(range, sock.reuseaddr);
  const strict = choose(state, range, seen, isFree, orders);
  if (!strict.mayFail || state.sysctl('net.ipv4.ip_autobind_reuse', '0') === '0') return strict;
  const relaxed = (port: number): boolean => !isTaken(state, sock, party, port, true);
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
  const reserved = reservedPorts(state);
  const free = orders().map((order) => order.filter((port) => !reserved.has(port) && isFree(port)));
  const possible = new Set(free.flat());
  const mayFail = free.some((ports) => ports.length === 0);
  if (seen !== undefined) return { port: possible.has(seen) ? seen : undefined, mayFail };
  const [only] = possible;
  return { port: possible.size === 1 ? only : possible.size === 0 ? undefined : -state.turn(), mayFail };
}

const allPorts = ({ low, high }: Range): number[] =>
  Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);

/** Odd offsets first, then even ones; with SO_REUSEADDR the lower half of the range before the upper. */
function bindOrders({ low, high }: Range, halves: boolean): number[][] {
  const size = high - low + 1;
  if (!halves || size < 4) return scans(low, size, 1, -1);
  const half = (size >> 2) << 1;
  return scans(low, half, 1, -1).flatMap((first) =>
    scans(low + half, size - half, 1, -1).map((second) => [...first, ...second]),
  );
}

const connectOrders = ({ low, high }: Range): number[][] => scans(low, high - low + 1, 0, 1);

/**
 * Every second port from a random start, then the others, `turn` away. In a range of odd size above one an end is left out:
 * the kernel rounds the number of steps down.
 */
function scans(low: number, size: number, parity: number, turn: number): number[][] {
  if (size <= 0) return [[]];
  const span = size > 1 ? size - (size % 2) : 1;
  const starts = Array.from({ length: Math.max(1, span >> 1) }, (_, i) => 2 * i + parity);
  return starts.map((start) => [...scan(low, size, span, start), ...scan(low, size, span, start + turn)]);
}

function scan(low: number, size: number, span: number, start: number): number[] {
  const ports: number[] = [];
  for (let step = 0, offset = start; step < span; step += 2, offset += 2) {
    if (offset >= size) offset -= span;
    ports.push(low + offset);
  }
  return ports;
}

/** Whether an automatic port would repeat one. `relaxed`: net.ipv4.ip_autobind_reuse, when nothing else is left. */
function isTaken(state: State, sock: Sock, party: RuleSocket, port: number, relaxed: boolean): boolean {
  const newcomer = { ...party, port };
  return state.partiesBeside(sock, port).some((old) => {
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

/** net.ipv4.ip_local_reserved_ports: `8080,9148-9150`. */
function reservedPorts(state: State): Set<number> {
  const parts = state
    .sysctl('net.ipv4.ip_local_reserved_ports', '')
    .split(',')
    .filter((p) => p.trim() !== '');
  return new Set(
    parts.flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }),
  );
}
