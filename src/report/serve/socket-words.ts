import { formatEndpoint, formatSocketAddress } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { Say } from '../text/say.ts';

/** `TIME_WAIT 127.0.0.1:50005 -> 127.0.0.1:42874, for another 60 s`, as the kernel has it. */
export function socketInWords({ state, address, port, peer, expires, count = 1 }: HeldSocket, say: Say): string {
  const to = peer === undefined ? '' : ` -> ${formatSocketAddress(peer)}`;
  const more = count > 1 ? say(' and {n} more like it', { n: count - 1 }) : '';
  const seconds = expires === undefined ? '' : say(', for another {seconds} s', { seconds: Math.ceil(expires) });
  return `${state} ${formatEndpoint(address, port)}${to}${more}${seconds}`;
}
