import { platformView } from './platform.ts';
import type { SocketDescriptor } from './platform-view.ts';

export type { SocketDescriptor } from './platform-view.ts';

/**
 * Every descriptor of each of these sockets, by inode; empty if no process that has it may be read. Slow: it reads
 * every descriptor of every process, because several may share one socket.
 */
export const descriptorsOf = (inodes: Iterable<number>): Map<number, readonly SocketDescriptor[]> =>
  platformView().descriptors(inodes);
