import { nearest } from '../../config/nearest.ts';
import type { Protocol } from '../../model/address.ts';
import type { ServerOption } from '../../model/service.ts';

/** What the words after the address say about the socket. */
export interface ListenOptions {
  readonly protocol?: Protocol;
  readonly options: Readonly<Record<string, ServerOption>>;
}

/** Words that make nginx open a socket of its own for the address (ngx_http_core_listen(): lsopt.bind = 1). */
const OWN_SOCKET =
  /^(bind$|reuseport$|deferred$|(backlog|rcvbuf|sndbuf|setfib|fastopen|accept_filter)=|ipv6only=(on|off)$|so_keepalive=)/;

/** Words about what is spoken on the connection. */
const SPOKEN = ['default_server', 'default', 'ssl', 'http2', 'spdy', 'proxy_protocol', 'multipath'];

const KNOWN = [
  ...SPOKEN,
  'bind',
  'reuseport',
  'deferred',
  'udp',
  'quic',
  'ipv6only=on',
  'ipv6only=off',
  'backlog=511',
  'so_keepalive=on',
];

/** Whether nginx knows a word after the address. */
export const isListenWord = (word: string): boolean =>
  OWN_SOCKET.test(word) || SPOKEN.includes(word) || word === 'udp' || word === 'quic';

/** The word that may have been meant. */
export const nearestListenWord = (word: string): string | undefined => nearest(word, KNOWN);

/** The options of a socket, in the words of the profile: `bind`, `reuseport` and `ipv6only=off`. */
export function listenOptions(words: readonly string[]): ListenOptions {
  const options = {
    ...(words.some((word) => OWN_SOCKET.test(word)) ? { bind: true } : {}),
    ...(words.includes('reuseport') ? { reuseport: true } : {}),
    ...(words.includes('ipv6only=off') ? { 'ipv6only=off': true } : {}),
  };
  return words.includes('udp') || words.includes('quic') ? { protocol: 'udp', options } : { options };
}

/** Words that may stand only once for an address (ngx_http_add_addresses(): "duplicate listen options"). */
export const setsOptions = (words: readonly string[]): boolean => words.some((word) => OWN_SOCKET.test(word));
