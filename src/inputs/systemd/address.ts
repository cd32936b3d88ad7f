import { isIPv4, isIPv6 } from 'node:net';
import { type Address, isLinkLocal, parseAddress } from '../../model/address.ts';
import type { Told } from '../../model/service.ts';
import { NO_ADDRESS, portOf, toldAddress, wrongPort } from '../address-text.ts';
import { skip, type Where, wrong } from '../findings.ts';

/** Letters that stand for something else after a `%` (systemd.unit(5), Specifiers); `%` and any other stay as they are. */
const SPECIFIER = /%[aAbBCdDEfgGhHiIjJlLmMnNopPqsStTuUvVwWy]/;

const USUAL = 'write a port, 192.0.2.2:80 or [::1]:80';

/**
 * The value of ListenStream= or ListenDatagram= (systemd.socket(5)): a port, `192.0.2.2:80`, `[::1]:80`,
 * `[fe80::1]:80%%eth0`; a path or `@name` is a UNIX socket. A host name is none of them.
 */
export function unitAddress(text: string): Where {
  if (/^[/@]/.test(text)) return skip('a UNIX socket has no port');
  if (/^vsock(-\w+)?:/.test(text)) return skip('a socket of a virtual machine (vsock) is not in the network');
  if (/^%[a-zA-Z]\//.test(text)) return skip('a UNIX socket has no port');
  const zoned = /^\[([^\]%]*)%+([^\]]*)\](:.*)$/.exec(text);
  if (zoned) return wrong(...notAnAddress(text, `write [${zoned[1]}]${zoned[3]}%%${zoned[2]}`));
  if (SPECIFIER.test(text.replaceAll('%%', ''))) return skip('only systemd knows the value of a specifier');
  if (/^\+?[\da-z]+$/i.test(text) && !isName(text)) return ported(NO_ADDRESS, text);
  const [, place = '', scope] = /^(.*:[^%]*)%%?([^%]+)$/.exec(text) ?? [undefined, text];
  const ipv6 = /^\[([^\]]*)\]:(.*)$/.exec(place);
  if (ipv6) return withAddress(text, ipv6[1] ?? '', ipv6[2] ?? '', { isIp: isIPv6, scope });
  const colon = place.lastIndexOf(':');
  if (colon >= 0) return withAddress(text, place.slice(0, colon), place.slice(colon + 1), { isIp: isIPv4, scope });
  return wrong(...notAnAddress(text, USUAL));
}

const isName = (text: string): boolean => /^[a-z]/i.test(text);

const notAnAddress = (text: string, hint: string): [string, string] => [
  `"${text}" is not an address of a socket`,
  hint,
];

interface Form {
  readonly isIp: (text: string) => boolean;
  /** The interface after the port. */
  readonly scope: string | undefined;
}

function withAddress(text: string, host: string, port: string, { isIp, scope }: Form): Where {
  const address = parseAddress(host);
  if (address.ok && isLinkLocal(address.value) && /^\d+$/.test(scope ?? ''))
    return skip('only the host knows which interface has that number');
  if (!address.ok || !isIp(host)) return wrong(...notAnAddress(text, hintOf(host)));
  return ported(toldAddress(scoped(address.value, scope)), port);
}

/** Of other addresses the kernel looks at no interface (ipv6(7), sin6_scope_id). */
const scoped = (address: Address, zone: string | undefined): Address =>
  zone !== undefined && isLinkLocal(address) ? { ...address, zone } : address;

function hintOf(host: string): string {
  if (isIPv6(host)) return `write an IPv6 address in brackets: [${host}]`;
  const read = parseAddress(host);
  const isHostName = /[a-z]/i.test(host) && !host.includes('[');
  if (isHostName) return 'systemd takes no names of hosts: write the address';
  return (read.ok ? undefined : read.error.hint) ?? USUAL;
}

function ported(told: Told, text: string): Where {
  // parse_ip_port() of systemd: no zeros before a number, but a + and other bases (SAFE_ATO_REFUSE_LEADING_ZERO).
  if (/^\+?0\d/.test(text)) return wrong(`"${text}" is not a port`, 'systemd takes no zeros before a port');
  const [, digits] = /^\+?(\d+|0x[\da-f]+|0b[01]+|0o[0-7]+)$/i.exec(text) ?? [];
  const port = digits === undefined ? undefined : portOf(String(Number(digits)));
  return port === undefined ? wrongPort(text) : { kind: 'ports', told, ports: { first: port, last: port } };
}
