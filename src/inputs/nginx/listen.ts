import { nearest } from '../../config/nearest.ts';
import type { Protocol } from '../../model/address.ts';
import type { ServerOption } from '../../model/service.ts';
import { ownEntry } from '../own-entry.ts';

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

/** Blocks whose servers have a word; the others have it not. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  udp: ['stream'],
  quic: ['http'],
  http2: ['http'],
  spdy: ['http'],
  default: ['http'],
  default_server: ['http', 'stream'],
  reuseport: ['http', 'stream'],
};

/** What a word with a value has behind its `=` (ngx_http_core_listen(): ngx_atoi(), ngx_parse_size()). */
const VALUES: Readonly<Record<string, RegExp>> = {
  backlog: /^0*[1-9]\d{0,9}$/,
  fastopen: /^\d{1,10}$/,
  rcvbuf: /^\d{1,15}[kKmM]?$/,
  sndbuf: /^\d{1,15}[kKmM]?$/,
  so_keepalive: /^(?:on|off|(?=.*\w)(?:\d+\w*)?:(?:\d+\w*)?:\d*)$/,
};

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

/** Whether a word may stand in a server of `http`, `stream` or `mail`. */
export const isListenWordOf = (block: string, word: string): boolean =>
  ownEntry(ONLY_IN, word)?.includes(block) ?? true;

/** The word that may not stand beside `udp` (ngx_stream_core_listen(): "is incompatible with"). */
export const besideUdp = (words: readonly string[]): string | undefined =>
  words.includes('udp')
    ? words.find((word) => /^(?:ssl$|proxy_protocol$|(?:backlog|so_keepalive)=)/.test(word))
    : undefined;

/** Whether nginx refuses the value of a word. */
export function hasWrongValue(word: string): boolean {
  const equals = word.indexOf('=');
  const value = equals < 0 ? undefined : VALUES[word.slice(0, equals)];
  return value !== undefined && !value.test(word.slice(equals + 1));
}

/** Whether a server is the one for clients that name none: of an address one alone may be. */
export const isDefault = (words: readonly string[]): boolean =>
  words.includes('default_server') || words.includes('default');

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
