import { formatAddress, isAny, LOOPBACK } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { formatListener, type Listener } from '../../model/listener.ts';
import type { Result } from '../../model/result.ts';
import type { ServeSummary } from '../../model/serve.ts';
import { counted } from '../text/counted.ts';
import { type Say, sayOf } from '../text/say.ts';
import type { Style } from '../text/style.ts';
import { socketInWords } from './socket-words.ts';

/** What a server tells when it starts: where it listens, with which options, and how to reach it. */
export function openingLines(listener: Listener, allowRemote: boolean, backlog: number, style: Style): string[] {
  const say = sayOf(style);
  const { address, port, options } = listener;
  const names = [...(options.reuseaddr ? ['SO_REUSEADDR'] : []), ...(options.reuseport ? ['SO_REUSEPORT'] : [])];
  const target = isAny(address) ? LOOPBACK[address.family] : address;
  return [
    [
      say('listening on {listener}', { listener: formatListener(listener) }),
      names.join(say(' and ')) || say('no SO_REUSEADDR'),
      `backlog ${backlog}`,
      say(allowRemote ? 'any client' : 'local clients only'),
    ].join(say(', ')),
    `  telnet ${formatAddress(target)} ${port}   ${say('sends it lines; Ctrl-C ends it')}`,
  ];
}

/** What a server tells when it ends: what it received, and what its end left in the kernel's table. */
export function closingLines(
  summary: ServeSummary,
  left: Result<readonly HeldSocket[]>,
  listener: Listener,
  style: Style,
): string[] {
  const say = sayOf(style);
  const { messages, bytes, clients, remotePeers, closedFirst } = summary;
  const received = counted(say, messages, 'received {n} message', 'received {n} messages');
  const from = [
    counted(say, bytes, '{n} byte', '{n} bytes'),
    counted(say, clients, 'from {n} client', 'from {n} clients'),
  ];
  return [
    messages === 0 && clients === 0 ? received : [received, ...from].join(say(', ')),
    ...(remotePeers === 0 ? [] : [remoteInWords(remotePeers, say)]),
    ...(closedFirst.length === 0 ? [] : leftInWords(left, listener, say)),
  ];
}

const remoteInWords = (peers: number, say: Say): string =>
  counted(
    say,
    peers,
    '{n} connection from remote hosts reset unread (--allow-remote serves them too)',
    '{n} connections from remote hosts reset unread (--allow-remote serves them too)',
  );

/** The kernel keeps nothing of a connection that was reset, or where it has no room for TIME_WAIT (tcp_time_wait()). */
function leftInWords(left: Result<readonly HeldSocket[]>, listener: Listener, say: Say): string[] {
  if (!left.ok) return [say('what is left in TIME_WAIT is unknown: {message}', { message: left.error.message })];
  if (left.value.length === 0) return [say('the kernel lists nothing that is left of the connections closed first')];
  return [...left.value.map((socket) => socketInWords(socket, say)), restartInWords(listener, say)];
}

/** What this server had set decides: inet_twsk_alloc() copies the options of the socket that is closed. */
function restartInWords({ port, options: { reuseaddr, reuseport } }: Listener, say: Say): string {
  const flags = [...(reuseaddr ? ['--reuse addr'] : []), ...(reuseport ? ['--reuse port'] : [])];
  return flags.length === 0
    ? say('Until then a restart on port {port} fails, even with --reuse addr: this server did not set SO_REUSEADDR.', {
        port,
      })
    : say('A restart works at once with {flags}, as this server was started; otherwise only after that time.', {
        flags: flags.join(say(' or ')),
      });
}
