import { isAny, sameAddress, unmap } from '../../model/address.ts';
import { endpointText, type HostSnapshot, type KeptSocket } from '../../model/host-snapshot.ts';
import { groupSockets, type SocketGroup } from './groups.ts';
import { type Matched, matched } from './match.ts';

/** The listeners of two snapshots: those of both, those of one, those that moved, and those that only pass. */
export interface MatchedSockets extends Omit<Matched<KeptSocket>, 'pairs'> {
  readonly groups: readonly SocketGroup[];
  /** The same server at another address of the same port. */
  readonly moved: readonly (readonly [before: KeptSocket, now: KeptSocket])[];
  /** Of clients, on automatic ports. */
  readonly passing: readonly KeptSocket[];
}

export function matchSockets(before: HostSnapshot, now: HostSnapshot): MatchedSockets {
  const groups = groupSockets(before.sockets, now.sockets);
  const [gone, fresh] = [groups.flatMap((one) => one.gone), groups.flatMap((one) => one.fresh)];
  const [passed, went] = parted(gone, passes(before));
  const [passing, came] = parted(fresh, passes(now));
  const [wentKey, cameKey] = [movedKeys(went), movedKeys(came)];
  const moved = matched(went, came, [
    (one) => {
      const key = movedKey(one);
      return key !== undefined && wentKey.get(key) === 1 && cameKey.get(key) === 1 ? key : undefined;
    },
  ]);
  return { groups, gone: moved.gone, fresh: moved.fresh, moved: moved.pairs, passing: [...passed, ...passing] };
}

/** One server, one port. Of sockets whose owner is unknown nobody can say that they are of one server. */
function movedKey({ protocol, port, owners, state }: KeptSocket): string | undefined {
  const [owner] = owners;
  return owner === undefined ? undefined : `${protocol} ${port} ${state} ${owner.command}`;
}

function movedKeys(sockets: readonly KeptSocket[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of sockets.flatMap((one) => movedKey(one) ?? [])) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function parted<T>(all: readonly T[], is: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

/** net.ipv4.ip_local_port_range where it is not known: ip(7) */
const USUAL_RANGE = '32768 60999';

/**
 * Whether a socket may be a client's: it does not listen, and is on a port of the range from which the kernel takes
 * automatic ones. What no process has is the kernel's own, as WireGuard's is, and stays.
 */
function passes({ facts }: HostSnapshot): (socket: KeptSocket) => boolean {
  const [low = 0, high = 0] = (facts.sysctls['net.ipv4.ip_local_port_range'] ?? USUAL_RANGE).split(' ').map(Number);
  return ({ state, port, owners, unknown }) =>
    state === 'BOUND' && port >= low && port <= high && (owners.length > 0 || unknown.includes('owners'));
}

/** The listeners that take clients of where `socket` was: `tcp [::]:80 (haproxy)`. */
export function othersAt(socket: KeptSocket, sockets: readonly KeptSocket[]): readonly string[] {
  const there = sockets.filter((one) => one.state === socket.state && isBeside(one, socket));
  return there.map((one) => `${endpointText(one)}${one.owners[0] === undefined ? '' : ` (${one.owners[0].command})`}`);
}

/** How much of where a socket was these take. */
export function reachOf(socket: KeptSocket, sockets: readonly KeptSocket[]): 'all' | 'part' | 'none' {
  const there = sockets.filter((one) => one.state === socket.state && isBeside(one, socket));
  const takesAll = ({ device, ...one }: KeptSocket): boolean =>
    (device === undefined || device === socket.device) &&
    (sameAddress(unmap(one.address), unmap(socket.address)) || covers(one, socket)) &&
    (socket.address.ip !== '::' || socket.v6only !== false || one.v6only === false);
  return there.length === 0 ? 'none' : there.some(takesAll) ? 'all' : 'part';
}

/** Whether the two have an address in common. */
function isBeside(a: KeptSocket, b: KeptSocket): boolean {
  if (a.protocol !== b.protocol || a.port !== b.port) return false;
  if (a.device !== undefined && b.device !== undefined && a.device !== b.device) return false;
  return sameAddress(unmap(a.address), unmap(b.address)) || covers(a, b) || covers(b, a);
}

/** Whether a wildcard takes what the other takes, or a part of it: `::` also IPv4, unless it is IPv6 only. */
const covers = ({ address, v6only }: KeptSocket, other: KeptSocket): boolean =>
  isAny(address) &&
  (address.family === unmap(other.address).family || (address.family === 'inet6' && v6only === false));
