import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/** Ranges up to this size are tried port by port; in a longer one a free port is taken for granted. */
const SMALL = 64;

/** Where automatic ports lie, both ends included. */
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

/** net.ipv4.ip_local_reserved_ports: `8080,9148-9150`. */
export function reservedPorts(state: State): Set<number> {
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
