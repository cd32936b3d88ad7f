import { type Address, formatAddress, formatEndpoint, isAny, LOOPBACK } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { type Reuse, setsReuseaddr, setsReuseport } from '../../model/options.ts';
import type { ServeSummary } from '../../model/serve.ts';
import { plural } from '../text/text.ts';

/** What is served, and how. */
export interface Service {
  readonly address: Address;
  readonly port: number;
  readonly reuse: Reuse;
  readonly allowRemote: boolean;
}

/** What a server tells when it starts: where it listens, with which options, and how to reach it. */
export function openingLines({ address, port, reuse, allowRemote }: Service, backlog: number): string[] {
  const options = [
    ...(setsReuseaddr(reuse) ? ['SO_REUSEADDR'] : []),
    ...(setsReuseport(reuse) ? ['SO_REUSEPORT'] : []),
  ];
  const target = isAny(address) ? LOOPBACK[address.family] : address;
  return [
    `listening on ${formatEndpoint(address, port)}, ${options.join(' and ') || 'no SO_REUSEADDR'}, backlog ${backlog}, ${allowRemote ? 'any client' : 'local clients only'}`,
    `  telnet ${formatAddress(target)} ${port}   sends it lines; Ctrl-C ends it`,
  ];
}

/** What a server tells when it ends: what it received, and what its end left in the kernel's table. */
export function closingLines(summary: ServeSummary, left: readonly HeldSocket[], reuse: Reuse): string[] {
  const { messages, bytes, clients, remotePeers } = summary;
  const received = `received ${plural(messages, 'message')}`;
  return [
    messages === 0 && clients === 0
      ? received
      : `${received}, ${plural(bytes, 'byte')}, from ${plural(clients, 'client')}`,
    ...(remotePeers === 0
      ? []
      : [`${plural(remotePeers, 'connection')} from elsewhere reset unread (--allow-remote serves them too)`]),
    ...left.map(socketInWords),
    ...(left.length === 0 ? [] : [restartInWords(left, reuse)]),
  ];
}

/** `TIME_WAIT 127.0.0.1:50005 -> 127.0.0.1:42874, for 60 s`, as the kernel has it. */
export function socketInWords({ state, address, port, peer, expires, count = 1 }: HeldSocket): string {
  const to = peer === undefined ? '' : ` -> ${formatEndpoint(peer.address, peer.port)}`;
  const more = count > 1 ? ` and ${count - 1} more like it` : '';
  const seconds = expires === undefined ? '' : `, for another ${Math.ceil(expires)} s`;
  return `${state} ${formatEndpoint(address, port)}${to}${more}${seconds}`;
}

/** What decides is what this server had set: inet_twsk_alloc() copies the options of the socket that dies. */
function restartInWords(left: readonly HeldSocket[], reuse: Reuse): string {
  const flags = [...(setsReuseaddr(reuse) ? ['--reuse addr'] : []), ...(setsReuseport(reuse) ? ['--reuse port'] : [])];
  const port = left[0]?.port ?? 0;
  return flags.length === 0
    ? `Until then port ${port} is refused to a restart, with --reuse addr too: this server had not set SO_REUSEADDR.`
    : `A restart works at once with ${flags.join(' or ')}, as this server was started; without, only then.`;
}
