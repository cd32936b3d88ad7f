import { parsePort } from '../config/values.ts';
import { type Address, ANY, type Protocol, parseAddress, type SocketAddress } from '../model/address.ts';
import { ok, problem, type Result } from '../model/result.ts';

const FORMS = 'write one such as 80, 0.0.0.0:80, [::]:80, [fe80::1%eth0]:80 or udp:53';

/** An endpoint as it is written: the protocol may be left out. */
export interface WrittenEndpoint extends SocketAddress {
  readonly protocol: Protocol | undefined;
}

/** Reads `80`, `:80`, `0.0.0.0:80`, `[::]:80`, each also after `tcp:` or `udp:`. A port alone means 0.0.0.0. */
export function parseEndpoint(text: string): Result<WrittenEndpoint> {
  const [, prefix, rest = ''] = /^(?:(tcp|udp):(?:\/\/)?)?(.*)$/i.exec(text) ?? [];
  const protocol = prefix === undefined ? undefined : (prefix.toLowerCase() as Protocol);
  const [, six, four, portText] = /^(?:\[(.*)\]:|([^:]*):)?([^:\]]*)$/.exec(rest) ?? [];
  if (portText === undefined) return problem(`"${text}" is not an endpoint`, hintFor(rest));
  const port = parsePort(portText);
  if (!port.ok) return problem(`"${text}" is not an endpoint: ${port.error.message}`, hintFor(rest));
  const address = readAddress(six, four);
  if (!address.ok) return problem(`"${text}" is not an endpoint: ${address.error.message}`, address.error.hint);
  return ok({ protocol, address: address.value, port: port.value });
}

function readAddress(six: string | undefined, four: string | undefined): Result<Address> {
  if (six === undefined && (four === undefined || four === '')) return ok(ANY.inet);
  if (four === '*') return problem('"*" is not an address', 'write 0.0.0.0 or [::]');
  const address = parseAddress(six ?? four ?? '');
  if (!address.ok || (six === undefined) === (address.value.family === 'inet')) return address;
  return problem(`"${six}" is an IPv4 address`, 'write it without brackets');
}

function hintFor(text: string): string {
  const bare = parseAddress(text);
  if (bare.ok && bare.value.family === 'inet6') return `write an IPv6 address in brackets: [${text}]:80`;
  if (bare.ok) return `add the port: ${text}:80`;
  return FORMS;
}
