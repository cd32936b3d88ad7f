import { readdirSync, readlinkSync } from 'node:fs';

/** Where a socket is open: a descriptor of a process. */
export interface Place {
  readonly pid: number;
  readonly fd: number;
}

/**
 * Every descriptor of each of these sockets, by inode, from /proc/PID/fd (proc_pid_fd(5)); none where no process that
 * has it may be seen. Slow: it looks at every descriptor of every process, since several may share one socket.
 */
export function placesOf(inodes: Iterable<number>): Map<number, readonly Place[]> {
  const places = new Map<number, Place[]>();
  for (const inode of inodes) if (inode !== 0) places.set(inode, []);
  if (places.size === 0) return places;
  for (const pid of numericEntries('/proc')) {
    for (const fd of numericEntries(`/proc/${pid}/fd`)) {
      const inode = socketInode(`/proc/${pid}/fd/${fd}`);
      if (inode !== undefined) places.get(inode)?.push({ pid, fd });
    }
  }
  return places;
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

/** None where the directory may not be read, or the process has ended. */
function numericEntries(directory: string): number[] {
  try {
    return readdirSync(directory).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
