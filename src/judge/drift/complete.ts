import type { HostSnapshot, KeptSocket, SocketField } from '../../model/host-snapshot.ts';
import { matchSockets } from './sockets.ts';

/**
 * The same snapshots, each with what only the other could see: so that a verdict differs by what has changed, and not by who
 * looked.
 */
export function completed(
  before: HostSnapshot,
  now: HostSnapshot,
): { readonly before: HostSnapshot; readonly now: HostSnapshot } {
  const { pairs, moved, gone, fresh } = matchSockets(before, now);
  const known = new Map([...pairs, ...moved].flatMap(([a, b]) => [[a, filled(a, b)] as const, [b, filled(b, a)] as const]));
  const complete = (one: HostSnapshot, other: HostSnapshot, lost: readonly KeptSocket[]): HostSnapshot => ({
    ...one,
    facts: one.facts.unread === undefined ? one.facts : { ...one.facts, sysctls: other.facts.sysctls },
    sockets: [
      ...one.sockets.map((socket) => known.get(socket) ?? socket),
      ...(one.sight.boundOnly ? [] : lost.filter(({ protocol, state }) => protocol === 'tcp' && state === 'BOUND')),
    ],
  });
  return { before: complete(before, now, fresh), now: complete(now, before, gone) };
}

/** A socket with what is unknown of it as the other has it. */
function filled(socket: KeptSocket, other: KeptSocket): KeptSocket {
  const isMissing = (field: SocketField): boolean => socket.unknown.includes(field) && !other.unknown.includes(field);
  const missing = socket.unknown.filter(isMissing);
  if (missing.length === 0 && !socket.unknown.includes('owners')) return socket;
  const own = missing.filter((field) => field !== 'owners' && other[field] !== undefined);
  return {
    ...socket,
    ...Object.fromEntries(own.map((field) => [field, other[field]])),
    ...(socket.unknown.includes('owners') ? { owners: [...socket.owners, ...other.owners] } : {}),
    unknown: socket.unknown.filter((field) => !missing.includes(field)),
  };
}
