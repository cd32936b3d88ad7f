import { NativeBytes, nativePart } from '../../libc/library.ts';
import { readlinkat } from '../../libc/linux-calls.ts';
import { namesIn, readLink, withFile } from './files.ts';

/** `socket:[INODE]`, as sockfs_dname() writes it. */
const SOCKET = 'socket:[';

/** The longest link of a socket is of 19 bytes; a longer one is of another file, and is cut. */
const LONGEST = 32;

/** A descriptor is a number of at most ten digits, and its name ends with NUL. */
const name = new NativeBytes(Buffer.alloc(12));
const target = new NativeBytes(Buffer.alloc(LONGEST));

/**
 * Visits the descriptors of a process that are sockets, from /proc/PID/fd (proc_pid_fd(5)); none where that may not be read.
 * A host may have a hundred thousand of them: each is looked up in the open folder, not from the root.
 */
export function visitSockets(pid: number, visit: (fd: number, inode: number) => void): void {
  const folder = `/proc/${pid}/fd`;
  const names = namesIn(folder);
  if (names.length === 0) return;
  if (nativePart().ok) withFile(folder, (open) => each(names, (fd) => inodeAt(open, fd), visit));
  else each(names, (fd) => inodeIn(readLink(`${folder}/${fd}`)), visit);
}

function each(
  names: readonly string[],
  inodeOf: (name: string) => number | undefined,
  visit: (fd: number, inode: number) => void,
): void {
  for (const fd of names) {
    const inode = inodeOf(fd);
    if (inode !== undefined) visit(Number(fd), inode);
  }
}

/** The inode that a link names; undefined for another file, or a descriptor that is closed by now. */
const inodeIn = (link: string | undefined): number | undefined =>
  link?.startsWith(SOCKET) ? Number(link.slice(SOCKET.length, -1)) : undefined;

function inodeAt(folder: number, fd: string): number | undefined {
  name.bytes[name.bytes.write(fd, 0, name.length - 1, 'latin1')] = 0;
  const length = readlinkat(folder, name.pointer, target.pointer, LONGEST);
  return length > 0 ? inodeIn(target.bytes.toString('latin1', 0, length)) : undefined;
}
