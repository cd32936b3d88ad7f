import { formatSocketAddress } from '../../../model/address.ts';
import type { KnownSocket } from '../../../model/evidence.ts';
import { formatBound, type HeldSocket, isSelfConnected } from '../../../model/host.ts';
import { groupBy } from '../../text/fold.ts';
import { plural } from '../../text/text.ts';
import { enumerated } from './enumerated.ts';

/** Sockets that read the same: `8 sockets` of one address, state, options and owners. */
export interface AlikeSockets {
  readonly socket: KnownSocket;
  readonly count: number;
}

export const foldSockets = (sockets: readonly KnownSocket[]): AlikeSockets[] =>
  groupBy(sockets, (socket) =>
    [socketInWords(socket), optionsInWords(socket), ...socket.owners.map((owner) => owner.pid)].join(),
  ).map((group) => ({ socket: group[0], count: group.length }));

/** `127.0.0.1:80 LISTEN, SO_REUSEADDR on, SO_REUSEPORT off`, `3 sockets [::]:80 LISTEN, …` */
export function alikeInWords({ socket, count }: AlikeSockets): string {
  const several = count > 1 ? `${plural(count, 'socket')} ` : '';
  return enumerated([`${several}${socketInWords(socket)}`, ...optionsInWords(socket)]);
}

/** `127.0.0.1:80 LISTEN`, `udp 0.0.0.0:53 bound`, `4 connections of 10.0.0.1:80 in TIME_WAIT, 42 s left` */
export function socketInWords(socket: HeldSocket): string {
  const { protocol, peer, state, count = 1, expires } = socket;
  const local = formatBound(socket);
  const left = expires === undefined ? '' : `, ${Math.ceil(expires)} s left`;
  const prefix = protocol === 'udp' ? 'udp ' : '';
  if (peer === undefined) {
    const bound = protocol === 'udp' ? 'bound' : 'bound, not listening';
    return `${prefix}${local} ${state === 'BOUND' ? bound : state}${left}`;
  }
  if (isSelfConnected(socket)) return `${prefix}${local} connected to itself, ${state}${left}`;
  if (count > 1) return `${plural(count, 'connection')} of ${local} in ${state}${left}`;
  return `${prefix}${local} to ${formatSocketAddress(peer)} ${state}${left}`;
}

/** Each option that may decide; one that could not be read is `unknown`. */
function optionsInWords(socket: KnownSocket): string[] {
  const { address, v6only } = socket;
  return [...reuseInWords(socket), ...(address.ip === '::' ? [`IPV6_V6ONLY ${onOff(v6only)}`] : [])];
}

function reuseInWords({ state, reuseaddr, reuseport, inherited }: KnownSocket): string[] {
  if (inherited) return ["with its listener's options"];
  if (reuseaddr !== undefined || reuseport !== undefined)
    return [`SO_REUSEADDR ${onOff(reuseaddr)}`, `SO_REUSEPORT ${onOff(reuseport)}`];
  return [state === 'TIME_WAIT' ? "with its owner's options" : 'SO_REUSEADDR and SO_REUSEPORT unknown'];
}

const onOff = (value: boolean | undefined): string => (value === undefined ? 'unknown' : value ? 'on' : 'off');
