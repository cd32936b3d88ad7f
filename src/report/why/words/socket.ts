import { formatSocketAddress } from '../../../model/address.ts';
import type { KnownSocket } from '../../../model/evidence.ts';
import { formatBound, type HeldSocket, isSelfConnected } from '../../../model/host.ts';
import { counted } from '../../text/counted.ts';
import { groupBy } from '../../text/fold.ts';
import { inEnglish, type Say } from '../../text/say.ts';
import { count as grouped } from '../../text/text.ts';
import { enumerated } from './enumerated.ts';

/** Sockets that read the same: `8 sockets` of one address, state, options and owners. */
export interface AlikeSockets {
  readonly socket: KnownSocket;
  readonly count: number;
}

export const foldSockets = (sockets: readonly KnownSocket[]): AlikeSockets[] =>
  groupBy(sockets, (socket) =>
    [
      socketInWords(socket, inEnglish),
      optionsInWords(socket, inEnglish),
      ...socket.owners.map((owner) => owner.pid),
    ].join(),
  ).map((group) => ({ socket: group[0], count: group.length }));

/** `127.0.0.1:80 LISTEN, SO_REUSEADDR on, SO_REUSEPORT off`, `3 sockets [::]:80 LISTEN, …` */
export function alikeInWords({ socket, count }: AlikeSockets, say: Say): string {
  const several = count > 1 ? `${counted(say, count, '{n} socket', '{n} sockets')} ` : '';
  return enumerated([`${several}${socketInWords(socket, say)}`, ...optionsInWords(socket, say)], say);
}

/** `127.0.0.1:80 LISTEN`, `udp 0.0.0.0:53 bound`, `4 connections of 10.0.0.1:80 in TIME_WAIT, 42 s left` */
export function socketInWords(socket: HeldSocket, say: Say): string {
  const { protocol, peer, state, count = 1, expires } = socket;
  const local = formatBound(socket);
  const left = expires === undefined ? '' : say(', {seconds} s left', { seconds: Math.ceil(expires) });
  const prefix = protocol === 'udp' ? 'udp ' : '';
  if (peer === undefined) {
    const bound = say(protocol === 'udp' ? 'bound' : 'bound, not listening');
    return `${prefix}${local} ${state === 'BOUND' ? bound : state}${left}`;
  }
  if (isSelfConnected(socket))
    return `${prefix}${say('{local} connected to itself, {state}', { local, state })}${left}`;
  if (count > 1) return say('{n} connections of {local} in {state}', { n: grouped(count), local, state }) + left;
  return `${prefix}${say('{local} to {peer} {state}', { local, peer: formatSocketAddress(peer), state })}${left}`;
}

/** Each option that may decide; one that could not be read is `unknown`. */
function optionsInWords(socket: KnownSocket, say: Say): string[] {
  const { address, v6only } = socket;
  return [...reuseInWords(socket, say), ...(address.ip === '::' ? [`IPV6_V6ONLY ${onOff(v6only, say)}`] : [])];
}

function reuseInWords({ state, reuseaddr, reuseport, inherited }: KnownSocket, say: Say): string[] {
  if (inherited) return [say("with its listener's options")];
  if (reuseaddr !== undefined || reuseport !== undefined)
    return [`SO_REUSEADDR ${onOff(reuseaddr, say)}`, `SO_REUSEPORT ${onOff(reuseport, say)}`];
  return [say(state === 'TIME_WAIT' ? "with its owner's options" : 'SO_REUSEADDR and SO_REUSEPORT unknown')];
}

const onOff = (value: boolean | undefined, say: Say): string =>
  say(value === undefined ? 'unknown' : value ? 'on' : 'off');
