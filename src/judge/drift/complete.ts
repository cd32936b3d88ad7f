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
  const { groups, moved, gone, fresh } = matchSockets(before, now);
  const pairs = [...groups.flatMap((one) => one.pairs), ...moved];
  const known = new Map(pairs.flatMap(([a, b]) => [[a, filled(a, b)] as const, [b, filled(b, a)] as const]));
  const complete = (one: HostSnapshot, other: HostSnapshot, unseenThere: readonly KeptSocket[]): HostSnapshot => ({
    ...one,
    facts: one.facts.unread === undefined ? one.facts : { ...one.facts, sysctls: other.facts.sysctls },
    sockets: [...one.sockets.map((socket) => known.get(socket) ?? socket), ...unseenThere],
  });
  const unseenBy = ({ sight }: HostSnapshot, lost: readonly KeptSocket[]): readonly KeptSocket[] =>
    sight.boundOnly ? [] : lost.filter(({ protocol, state }) => protocol === 'tcp' && state === 'BOUND');
  // What one side tells apart, and the other counts as alike, is on both.
  const merged = groups.flatMap((one) => (one.blurred?.before === one.blurred?.now ? [one.merged] : []));
  return {
    before: complete(before, now, [...unseenBy(before, fresh), ...merged.flatMap((one) => one.now)]),
    now: complete(now, before, [...unseenBy(now, gone), ...merged.flatMap((one) => one.before)]),
  };
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
