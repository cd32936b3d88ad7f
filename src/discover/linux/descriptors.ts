import type { SocketDescriptor } from '../platform-view.ts';
import { namesIn, readLink } from './files.ts';

/**
 * Every descriptor of each of these sockets, by inode, from /proc/PID/fd (proc_pid_fd(5)); empty if no process that has
 * it may be read.
 */
export function descriptorsOf(inodes: Iterable<number>): Map<number, readonly SocketDescriptor[]> {
  const descriptors = new Map<number, SocketDescriptor[]>();
  for (const inode of inodes) if (inode !== 0) descriptors.set(inode, []);
  if (descriptors.size === 0) return descriptors;
  for (const pid of numbersIn('/proc')) {
    for (const fd of numbersIn(`/proc/${pid}/fd`)) {
      const inode = socketInode(`/proc/${pid}/fd/${fd}`);
      if (inode !== undefined) descriptors.get(inode)?.push({ pid, fd });
    }
  }
  return descriptors;
}

/** The inode that `socket:[INODE]` names; undefined for another file, or a descriptor that is closed by now. */
function socketInode(path: string): number | undefined {
  const target = readLink(path);
  return target?.startsWith('socket:[') ? Number(target.slice(8, -1)) : undefined;
}

const numbersIn = (directory: string): number[] => namesIn(directory).map(Number).filter(Number.isInteger);
