import { isIPv4, isIPv6 } from 'node:net';
import { parseAddress } from '../../model/address.ts';
import { NO_ADDRESS, portOf, toldAddress, wrongPort } from '../address-text.ts';
import { skip, type Where, wrong } from '../findings.ts';

/**
 * The value of ListenStream= or ListenDatagram= (systemd.socket(5)): a port, `192.0.2.2:80`, `[::1]:80`, `[fe80::1%v0]:80`;
 * a path or `@name` is a UNIX socket. A host name is none of them.
 */
export function unitAddress(text: string): Where {
  if (/^[/@]/.test(text)) return skip('a UNIX socket has no port');
  if (/^vsock(-\w+)?:/.test(text)) return skip('a socket of a virtual machine (vsock) is not in the network');
  if (/^%[a-zA-Z]\//.test(text)) return skip('a UNIX socket has no port');
  if (/%[a-zA-Z]/.test(text.replace(/%[\w.-]+\]/, ']'))) return skip('only systemd knows the value of a specifier');
  if (/^\d+$/.test(text)) return ported(NO_ADDRESS, text);
  const ipv6 = /^\[([^\]]*)\]:(.*)$/.exec(text);
  if (ipv6) return withAddress(text, ipv6[1] ?? '', ipv6[2] ?? '', isIPv6);
  const colon = text.lastIndexOf(':');
  if (colon >= 0) return withAddress(text, text.slice(0, colon), text.slice(colon + 1), isIPv4);
  return wrong(`"${text}" is not an address of a socket`, 'write a port, 192.0.2.2:80 or [::1]:80');
}

function withAddress(text: string, host: string, port: string, isIp: (text: string) => boolean): Where {
  const address = parseAddress(host);
  if (!address.ok || !isIp(host)) return wrong(`"${text}" is not an address of a socket`, hintOf(host));
  return ported(toldAddress(address.value), port);
}

function hintOf(host: string): string {
  if (isIPv6(host)) return `write an IPv6 address in brackets: [${host}]`;
  const read = parseAddress(host);
  const isName = /[a-z]/i.test(host) && !host.includes('[');
  if (isName) return 'systemd takes no names of hosts: write the address';
  return (read.ok ? undefined : read.error.hint) ?? 'write a port, 192.0.2.2:80 or [::1]:80';
}

function ported(told: Extract<Where, { kind: 'ports' }>['told'], text: string): Where {
  const port = portOf(text);
  return port === undefined ? wrongPort(text) : { kind: 'ports', told, ports: { first: port, last: port } };
}
