import type { HeldSocket } from '../../model/host.ts';
import { printable } from '../text/text.ts';

/** `nginx, pid 812 and 2 more, uid 33` */
export function ownerInWords(socket: HeldSocket, seesAll: boolean): string {
  const [first, ...others] = socket.owners;
  if (first === undefined) return unseenOwnerInWords(socket, seesAll);
  return `${printable(first.command)}, pid ${first.pid}${moreInWords(others)}, uid ${socket.uid}`;
}

/** `nginx (pid 812)`, `nginx (pid 812 and 2 more)`; empty where no owner may be seen. */
export function ownerInShort({ owners: [first, ...others] }: HeldSocket): string {
  return first === undefined ? '' : `${printable(first.command)} (pid ${first.pid}${moreInWords(others)})`;
}

const moreInWords = (others: readonly unknown[]): string => (others.length > 0 ? ` and ${others.length} more` : '');

/** The owner of a socket that no visible process has. Another user's processes may be hidden (proc(5)). */
export const unseenOwnerInWords = ({ uid }: HeldSocket, seesAll: boolean): string =>
  seesAll
    ? `no process in this PID namespace (uid ${uid}: a process in another one, or the kernel)`
    : `a process of uid ${uid} (root may see which)`;
