import { ephemeralRange, isReserved } from '../../../model/ephemeral-ports.ts';
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
export function systemRange({ env }: State): Pick<Range, 'low' | 'high'> {
  const [low, high] = ephemeralRange(env) ?? [32768, 60999];
  return { low, high };
}

/** So few ports that each of them counts. */
export const isScarce = ({ low, high }: Pick<Range, 'low' | 'high'>): boolean => high - low < SMALL;

/** The ports of a range but those of net.ipv4.ip_local_reserved_ports. */
export const unreservedPorts = ({ env }: State, range: Range): ReadonlySet<number> =>
  new Set(allPorts(range).filter((port) => !isReserved(env, port)));

/** One port after the other. */
export const allPorts = ({ low, high }: Range): number[] =>
  Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
