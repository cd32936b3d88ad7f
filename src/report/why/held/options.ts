import type { HeldSocket } from '../../../model/host.ts';
import { reuseOf } from '../../../model/options.ts';

/** `addr+port`, `dual-stack`, `%eth0`: as the flags name them. */
export const optionsInShort = (socket: HeldSocket): string[] => [
  ...reuseInShort(socket),
  ...(socket.address.ip === '::' && socket.v6only !== undefined ? [socket.v6only ? 'v6only' : 'dual-stack'] : []),
  ...(socket.device === undefined ? [] : [`%${socket.device}`]),
];

/** A text that differs where `optionsInShort` does, made without lists: a host may have fifty thousand sockets. */
export function optionsKey({ reuseaddr, reuseport, v6only, device, address, peer, state }: HeldSocket): string {
  const isRead = reuseaddr !== undefined && reuseport !== undefined;
  const reuse = isRead ? `${reuseaddr} ${reuseport}` : peer === undefined && state !== 'TIME_WAIT';
  return `${reuse} ${address.ip === '::' ? v6only : ''} ${device}`;
}

/** As --reuse names them; `?` where they could not be read, and nothing of a connection whose options nobody reads. */
function reuseInShort({ state, reuseaddr, reuseport, peer }: HeldSocket): string[] {
  if (reuseaddr !== undefined && reuseport !== undefined) return [reuseOf({ reuseaddr, reuseport })];
  return peer === undefined && state !== 'TIME_WAIT' ? ['?'] : [];
}
