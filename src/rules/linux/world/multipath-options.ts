import type { SocketOptions } from '../../../model/options.ts';
import type { Sock } from './sock.ts';
import type { OptionRefusal } from './socket-options.ts';
import type { State } from './state.ts';

/**
 * What a connected MPTCP socket says to one option because it is connected: mptcp_setsockopt(), net/mptcp/sockopt.c, 6.18.
 * Those of SOL_SOCKET that are meant for the first subflow are refused, others of SOL_SOCKET are taken; after a fallback to
 * TCP those of IP, IPv6 and TCP are for the one subflow, which answers as TCP does (__mptcp_tcp_fallback()).
 */
export function tooLate(
  state: State,
  sock: Sock,
  option: SocketOptions,
  privileged: boolean,
): OptionRefusal | undefined {
  const { reuseaddr, reuseport, device, freebind, portRange, transparent, bindNoPort, v6only, fastOpen } = option;
  const isOfSocket = [reuseaddr, reuseport, device].some((one) => one !== undefined);
  const isOfSubflow = [freebind, portRange, transparent, bindNoPort, v6only, fastOpen].some((one) => one !== undefined);
  // ip_setsockopt() comes before the look at the subflow.
  const isDenied = transparent === true && !privileged;
  if (!isOfSocket && (!isOfSubflow || sock.fellBack || isDenied)) return undefined;
  const rule = 'linux.mptcp-option-after-connect';
  return state.holds(rule) ? { errno: 'EINVAL', rule } : undefined;
}
