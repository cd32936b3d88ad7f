import type { Family, Protocol } from '../../model/address.ts';
import type { Told } from '../../model/service.ts';
import { ANY4, ANY6, hostOf, NO_ADDRESS, portsOf, wrongHost, wrongPort } from '../address-text.ts';
import { skip, type Where, wrong } from '../findings.ts';
import { ownEntry } from '../own-entry.ts';

/** An address of `bind`, and the protocol where it names one. */
export interface BindAddress {
  readonly where: Where;
  readonly protocol?: Protocol;
}

interface Prefix {
  readonly family?: Family;
  readonly protocol?: Protocol;
  /** What reads and writes there: QUIC is a stream over UDP. Absent: either. */
  readonly speaks?: Speaks;
}

/** Whether connections or single datagrams are taken at an address. */
export type Speaks = 'stream' | 'datagrams';

/** What may stand before `@` (configuration manual, 11.2 and `bind`). */
const PREFIXES: Readonly<Record<string, Prefix>> = {
  ipv4: { family: 'inet' },
  ipv6: { family: 'inet6' },
  tcp: { speaks: 'stream' },
  tcp4: { family: 'inet', speaks: 'stream' },
  tcp6: { family: 'inet6', speaks: 'stream' },
  mptcp: { speaks: 'stream' },
  mptcp4: { family: 'inet', speaks: 'stream' },
  mptcp6: { family: 'inet6', speaks: 'stream' },
  'stream+ipv4': { family: 'inet', speaks: 'stream' },
  'stream+ipv6': { family: 'inet6', speaks: 'stream' },
  udp: { protocol: 'udp', speaks: 'datagrams' },
  udp4: { family: 'inet', protocol: 'udp', speaks: 'datagrams' },
  udp6: { family: 'inet6', protocol: 'udp', speaks: 'datagrams' },
  'dgram+ipv4': { family: 'inet', protocol: 'udp', speaks: 'datagrams' },
  'dgram+ipv6': { family: 'inet6', protocol: 'udp', speaks: 'datagrams' },
  quic4: { family: 'inet', protocol: 'udp', speaks: 'stream' },
  quic6: { family: 'inet6', protocol: 'udp', speaks: 'stream' },
};

/** What has no port, with the reason why it is left out. */
const WITHOUT_PORT: Readonly<Record<string, string>> = {
  unix: 'a UNIX socket has no port',
  uxst: 'a UNIX socket has no port',
  'stream+unix': 'a UNIX socket has no port',
  uxdg: 'a UNIX socket has no port',
  abns: 'an abstract UNIX socket has no port',
  abnsz: 'an abstract UNIX socket has no port',
  fd: 'it is a socket that HAProxy inherits',
  sockpair: 'it is a pair of sockets that HAProxy inherits',
  rhttp: 'its connections come from another server',
  rev: 'its connections come from another server',
};

/** Reads one address of a line for `speaks`: `:80`, `*:80`, `192.0.2.2:80-82`, `ipv6@:80`, `:::80`, `[::]:80`. */
export function bindAddress(text: string, speaks: Speaks): BindAddress {
  const name = /^([\w+]+)@/.exec(text)?.[1];
  const without = name === undefined ? undefined : ownEntry(WITHOUT_PORT, name);
  if (text.startsWith('/')) return { where: skip('a UNIX socket has no port') };
  if (without !== undefined) return { where: skip(without) };
  const prefix = name === undefined ? {} : ownEntry(PREFIXES, name);
  if (prefix === undefined) return { where: wrong(`"${name}@" is no kind of address`, 'such as ipv4@ or ipv6@') };
  if (prefix.speaks !== undefined && prefix.speaks !== speaks)
    return {
      where: wrong(`HAProxy takes ${speaks === 'stream' ? 'no datagrams' : 'datagrams alone'} here: "${text}"`),
    };
  const where = ported(name === undefined ? text : text.slice(name.length + 1), prefix.family);
  return prefix.protocol === undefined ? { where } : { where, protocol: prefix.protocol };
}

function ported(text: string, family: Family | undefined): Where {
  const colon = text.lastIndexOf(':');
  if (colon < 0 || text.endsWith(']'))
    return wrong(`"${text}" has no port`, `write it with one, such as ${example(text)}`);
  const ports = portsOf(text.slice(colon + 1));
  if (ports === undefined) return wrongPort(text.slice(colon + 1));
  const told = toldOf(text.slice(0, colon), family);
  return 'kind' in told && told.kind === 'wrong' ? told : { kind: 'ports', told: told as Told, ports };
}

const example = (text: string): string => (/^\d+$/.test(text) ? `:${text}` : `${text}:80`);

/** HAProxy takes no address for 0.0.0.0, or for `::` after `ipv6@`. */
function toldOf(host: string, family: Family | undefined): Told | Extract<Where, { kind: 'wrong' }> {
  if (host === '' || host === '*') return family === undefined ? NO_ADDRESS : family === 'inet' ? ANY4 : ANY6;
  const bracketed = /^\[(.*)\]$/.exec(host)?.[1];
  const told = hostOf(bracketed ?? host);
  const isWrong = told === undefined || (bracketed !== undefined && told.kind === 'name') || isOther(told, family);
  return isWrong || host.includes('%') ? (wrongHost(host) as Extract<Where, { kind: 'wrong' }>) : told;
}

const isOther = (told: Told, family: Family | undefined): boolean =>
  told.kind === 'address' && family !== undefined && told.address.family !== family;
