import { isIPv6 } from 'node:net';
import { ANY6, hostOf, NO_ADDRESS, portsOf, wrongHost, wrongPort } from '../address-text.ts';
import { type Ports, skip, type Where, wrong } from '../findings.ts';

/** Where a server listens that is told no port. */
const HTTP_PORT: Ports = { first: 80, last: 80 };

/**
 * What `listen` of nginx names: `80`, `*:80`, `[::]:80`, `192.0.2.2`, `localhost:80-82` (ngx_parse_url()). Without a port
 * it is 80, in `http` alone. `*` and a port alone tell no address.
 */
export function nginxAddress(text: string, isHttp: boolean): Where {
  if (text.startsWith('unix:')) return skip('a UNIX socket has no port');
  if (text.includes('$')) return skip('nginx reads no variables here: a template that is filled in later');
  if (text.startsWith('[')) return ipv6(text, isHttp);
  const colon = text.lastIndexOf(':');
  if (colon < 0) return withoutColon(text, isHttp);
  const host = text.slice(0, colon);
  if (host.includes(':')) return wrong(`"${text}" is not an address`, `write an IPv6 address in brackets: [${host}]`);
  if (host === '') return wrong(`no host in "${text}"`, `write *${text}, or the port alone`);
  return at(host, text.slice(colon + 1));
}

function withoutColon(text: string, isHttp: boolean): Where {
  if (/^[\d-]+$/.test(text)) return at('*', text);
  if (!isHttp) return wrong(`no port in "${text}"`, `write it with a port, such as ${text}:25`);
  return ported(text, HTTP_PORT);
}

function ipv6(text: string, isHttp: boolean): Where {
  const close = text.indexOf(']');
  const ip = text.slice(1, close);
  if (close < 0 || !isIPv6(ip) || ip.includes('%')) return wrong(`"${text}" is not an IPv6 address in brackets`);
  const told = ip === '::' ? ANY6 : hostOf(ip);
  const rest = text.slice(close + 1);
  if (told === undefined || (rest !== '' && !rest.startsWith(':'))) return wrong(`"${text}" is not an address`);
  if (rest === '' && !isHttp) return wrong(`no port in "${text}"`, `write it with a port, such as ${text}:25`);
  const ports = rest === '' ? HTTP_PORT : portsOf(rest.slice(1));
  return ports === undefined ? wrongPort(rest.slice(1)) : { kind: 'ports', told, ports };
}

function at(host: string, port: string): Where {
  const ports = portsOf(port);
  return ports === undefined ? wrongPort(port) : ported(host, ports);
}

function ported(host: string, ports: Ports): Where {
  if (host === '*') return { kind: 'ports', told: NO_ADDRESS, ports };
  // ngx_inet_addr() reads digits as decimal, zeros before them too.
  const told = hostOf(/^(\d{1,9}\.){3}\d{1,9}$/.test(host) ? host.split('.').map(Number).join('.') : host);
  return told === undefined ? wrongHost(host) : { kind: 'ports', told, ports };
}
