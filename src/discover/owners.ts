import type { HeldSocket, Owner } from '../model/host.ts';
import { platformView } from './platform.ts';
import { descriptorsOf, type SocketDescriptor } from './socket-descriptors.ts';

/** The same sockets with their owners. Slow if any socket has an inode, see `descriptorsOf`. */
export function withOwners(sockets: readonly HeldSocket[]): readonly HeldSocket[] {
  const owners = ownersAt(descriptorsOf(sockets.map(({ inode }) => inode)));
  return sockets.map((socket) => ({ ...socket, owners: owners.get(socket.inode) ?? [] }));
}

/**
 * The processes that have these descriptors, by inode, each once per socket. Every inode has an entry; it is empty if no
 * owner may be read.
 */
export function ownersAt(descriptors: ReadonlyMap<number, readonly SocketDescriptor[]>): Map<number, readonly Owner[]> {
  const view = platformView();
  const known = new Map<number, Owner>();
  const ownerOf = (pid: number): Owner => {
    const owner = known.get(pid) ?? view.ownerOf(pid);
    known.set(pid, owner);
    return owner;
  };
  /** Sockets of one process alone share its list: it has thousands, perhaps. */
  const alone = new Map<number, readonly Owner[]>();
  const ownersOf = (list: readonly SocketDescriptor[]): readonly Owner[] => {
    const [first] = list;
    if (first === undefined) return NOBODY;
    if (list.length > 1) return [...new Set(list.map(({ pid }) => pid))].map(ownerOf);
    const owners = alone.get(first.pid) ?? [ownerOf(first.pid)];
    alone.set(first.pid, owners);
    return owners;
  };
  const owners = new Map<number, readonly Owner[]>();
  for (const [inode, list] of descriptors) owners.set(inode, ownersOf(list));
  return owners;
}

const NOBODY: readonly Owner[] = Object.freeze([]);
