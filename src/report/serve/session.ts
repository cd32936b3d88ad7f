import { formatAddress, isAny, LOOPBACK } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { formatListener, type Listener } from '../../model/listener.ts';
import type { Result } from '../../model/result.ts';
import type { ServeSummary } from '../../model/serve.ts';
import { plural } from '../text/text.ts';
import { socketInWords } from './socket-words.ts';

/** What a server tells when it starts: where it listens, with which options, and how to reach it. */
export function openingLines(listener: Listener, allowRemote: boolean, backlog: number): string[] {
  const { address, port, options } = listener;
  const names = [...(options.reuseaddr ? ['SO_REUSEADDR'] : []), ...(options.reuseport ? ['SO_REUSEPORT'] : [])];
  const target = isAny(address) ? LOOPBACK[address.family] : address;
  return [
    `listening on ${formatListener(listener)}, ${names.join(' and ') || 'no SO_REUSEADDR'}, backlog ${backlog}, ${allowRemote ? 'any client' : 'local clients only'}`,
    `  telnet ${formatAddress(target)} ${port}   sends it lines; Ctrl-C ends it`,
  ];
}

/** What a server tells when it ends: what it received, and what its end left in the kernel's table. */
export function closingLines(summary: ServeSummary, left: Result<readonly HeldSocket[]>, listener: Listener): string[] {
  const { messages, bytes, clients, remotePeers, closedFirst } = summary;
  const received = `received ${plural(messages, 'message')}`;
  return [
    messages === 0 && clients === 0
      ? received
      : `${received}, ${plural(bytes, 'byte')}, from ${plural(clients, 'client')}`,
    ...(remotePeers === 0
      ? []
      : [`${plural(remotePeers, 'connection')} from remote hosts reset unread (--allow-remote serves them too)`]),
    ...(closedFirst.length === 0 ? [] : leftInWords(left, listener)),
  ];
}

/** The kernel keeps nothing of a connection that was reset, or where it has no room for TIME_WAIT (tcp_time_wait()). */
function leftInWords(left: Result<readonly HeldSocket[]>, listener: Listener): string[] {
  if (!left.ok) return [`what is left in TIME_WAIT is unknown: ${left.error.message}`];
  if (left.value.length === 0) return ['the kernel lists nothing that is left of the connections closed first'];
  return [...left.value.map(socketInWords), restartInWords(listener)];
}

/** What this server had set decides: inet_twsk_alloc() copies the options of the socket that is closed. */
function restartInWords({ port, options: { reuseaddr, reuseport } }: Listener): string {
  const flags = [...(reuseaddr ? ['--reuse addr'] : []), ...(reuseport ? ['--reuse port'] : [])];
  return flags.length === 0
    ? `Until then a restart on port ${port} fails, even with --reuse addr: this server did not set SO_REUSEADDR.`
    : `A restart works at once with ${flags.join(' or ')}, as this server was started; otherwise only after that time.`;
}
