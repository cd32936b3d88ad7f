import type { Sock } from './sock.ts';

/** Another descriptor of the socket: dup(2), or a child process that inherits it. */
export function share(sock: Sock, name: string, inChild: boolean): void {
  sock.copies = [...sock.copies, { name, inChild }];
}

/** Closes one of several descriptors; false, and nothing done, where it is the last: then the socket itself is closed. */
export function letGo(sock: Sock, name: string): boolean {
  const [next, ...rest] = sock.copies;
  if (next === undefined) return false;
  if (sock.name === name) Object.assign(sock, { name: next.name, inChild: next.inChild, copies: rest });
  else sock.copies = sock.copies.filter((copy) => copy.name !== name);
  return true;
}

/** A connection of a Multipath TCP socket, which the rules follow no further: it ends as its subflows agree. */
export const isMultipath = (sock: Sock): boolean => sock.multipath && sock.state !== 'CLOSE' && sock.state !== 'LISTEN';
