import type { SocketDescriptor } from '../platform-view.ts';
import { visitSockets } from './descriptor-links.ts';
import { namesIn } from './files.ts';

/**
 * Every descriptor of each of these sockets, by inode, from /proc/PID/fd (proc_pid_fd(5)); empty if no process that has
 * it may be read.
 */
export function descriptorsOf(inodes: Iterable<number>): Map<number, readonly SocketDescriptor[]> {
  const descriptors = new Map<number, SocketDescriptor[]>();
  for (const inode of inodes) if (inode !== 0) descriptors.set(inode, []);
  if (descriptors.size === 0) return descriptors;
  for (const pid of namesIn('/proc').map(Number).filter(Number.isInteger))
    visitSockets(pid, (fd, inode) => descriptors.get(inode)?.push({ pid, fd }));
  return descriptors;
}
