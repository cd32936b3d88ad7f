import { formatEndpoint, formatSocketAddress } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';

/** `TIME_WAIT 127.0.0.1:50005 -> 127.0.0.1:42874, for another 60 s`, as the kernel has it. */
export function socketInWords({ state, address, port, peer, expires, count = 1 }: HeldSocket): string {
  const to = peer === undefined ? '' : ` -> ${formatSocketAddress(peer)}`;
  const more = count > 1 ? ` and ${count - 1} more like it` : '';
  const seconds = expires === undefined ? '' : `, for another ${Math.ceil(expires)} s`;
  return `${state} ${formatEndpoint(address, port)}${to}${more}${seconds}`;
}
