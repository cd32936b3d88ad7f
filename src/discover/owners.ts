import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { HeldSocket, Owner } from '../model/host.ts';

/**
 * The processes that have a descriptor of each socket, by inode, from /proc/PID/fd (proc_pid_fd(5)). Every socket
 * asked for that has an inode gets an entry; it is empty where no owner may be seen. Slow: it looks at every
 * descriptor of every process, since several processes may share one socket.
 */
export function ownersOf(sockets: readonly HeldSocket[]): Map<number, readonly Owner[]> {
  const owners = new Map<number, Owner[]>();
  for (const { inode } of sockets) if (inode !== 0) owners.set(inode, []);
  if (owners.size === 0) return owners;
  for (const pid of numericEntries('/proc')) {
    const inodes = socketInodes(pid, owners);
    if (inodes.size === 0) continue;
    const owner = { pid, command: commandOf(pid) };
    for (const inode of inodes) owners.get(inode)?.push(owner);
  }
  return owners;
}

/** The same sockets, with their owners. Looks at no process where no socket has an inode. */
export function withOwners(sockets: readonly HeldSocket[]): readonly HeldSocket[] {
  const owners = ownersOf(sockets);
  return sockets.map((socket) => ({ ...socket, owners: owners.get(socket.inode) ?? [] }));
}

/** Those of the wanted inodes that the process has open, each once. */
function socketInodes(pid: number, wanted: ReadonlyMap<number, unknown>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const fd of numericEntries(`/proc/${pid}/fd`)) {
    const inode = socketInode(`/proc/${pid}/fd/${fd}`);
    if (inode !== undefined && wanted.has(inode)) found.add(inode);
  }
  return found;
}

/** The inode that `socket:[INODE]` names; undefined for another file, or one that is closed by now. */
function socketInode(path: string): number | undefined {
  try {
    const target = readlinkSync(path);
    return target.startsWith('socket:[') ? Number(target.slice(8, -1)) : undefined;
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
  } catch {
    return '';
  }
}

/** None where the directory may not be read, or the process has ended. */
function numericEntries(directory: string): number[] {
  try {
    return readdirSync(directory).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
