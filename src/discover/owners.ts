import { readFileSync } from 'node:fs';
import type { HeldSocket, Owner } from '../model/host.ts';
import { type Place, placesOf } from './socket-descriptors.ts';

/**
 * The processes that have a descriptor of each socket, by inode. Every socket asked for that has an inode gets an
 * entry; it is empty where no owner may be seen. Slow, see `placesOf`.
 */
export function ownersOf(sockets: readonly HeldSocket[]): Map<number, readonly Owner[]> {
  return ownersAt(placesOf(sockets.map(({ inode }) => inode)));
}

/** The same sockets, with their owners. Looks at no process where no socket has an inode. */
export function withOwners(sockets: readonly HeldSocket[]): readonly HeldSocket[] {
  const owners = ownersOf(sockets);
  return sockets.map((socket) => ({ ...socket, owners: owners.get(socket.inode) ?? [] }));
}

/** The processes at these places, each once a socket. */
export function ownersAt(places: ReadonlyMap<number, readonly Place[]>): Map<number, readonly Owner[]> {
  const known = new Map<number, Owner>();
  const ownerOf = (pid: number): Owner => {
    const owner = known.get(pid) ?? { pid, command: commandOf(pid) };
    known.set(pid, owner);
    return owner;
  };
  const owners = new Map<number, readonly Owner[]>();
  for (const [inode, list] of places) owners.set(inode, [...new Set(list.map(({ pid }) => pid))].map(ownerOf));
  return owners;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
  } catch {
    return '';
  }
}
