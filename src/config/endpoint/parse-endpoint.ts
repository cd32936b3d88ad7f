import { type Address, ANY, isLinkLocal, type Protocol, parseAddress } from '../../model/address.ts';
import { ok, problem, type Result } from '../../model/result.ts';
import { parsePort } from '../values.ts';
import type { Names } from './names.ts';
import type { WrittenEndpoint } from './written-endpoint.ts';

const FORMS = 'write one such as 80, 0.0.0.0:80, [::]:80, [fe80::1%eth0]:80, udp:53 or localhost:5432';

/**
 * Reads an endpoint as people write and paste it: `80`, `:80`, `0.0.0.0:80`, `[::]:80`, `localhost:80`, each also after
 * `tcp:` or `udp:` or before `/tcp` or `/udp`; `127.0.0.53%lo:53` and `*:80` of ss(8), `:::80` of netstat(8). A port
 * alone means 0.0.0.0; `*` means every address of both families, which is a dual-stack `::`.
 */
export function parseEndpoint(text: string, names: Names): Result<WrittenEndpoint> {
  const [, prefix, rest = '', suffix] = /^(?:(tcp|udp):(?:\/\/)?)?(.*?)(?:\/(tcp|udp))?$/is.exec(text.trim()) ?? [];
  const [protocol, other] = [prefix, suffix].filter((one) => one !== undefined).map(toProtocol);
  const refuse = (why: string, hint: string | undefined): Result<never> =>
    problem(`"${text}" is not an endpoint${why}`, hint ?? FORMS);
  if (other !== undefined && other !== protocol) return refuse(`: it says both ${protocol} and ${other}`, undefined);
  const parts = partsOf(rest);
  if (parts === undefined) return refuse('', hintFor(rest));
  const port = readPort(parts.port, protocol, names);
  if (!port.ok) return refuse(`: ${port.error.message}`, hintFor(rest));
  const host = readHost(parts, names);
  if (!host.ok) return refuse(`: ${host.error.message}`, host.error.hint);
  return ok({ ...host.value, port: port.value, ...(protocol === undefined ? {} : { protocol }) });
}

const toProtocol = (text: string): Protocol => text.toLowerCase() as Protocol;

/** The parts of an endpoint, as they are written. */
interface Parts {
  /** An address, a name, `*`, or nothing. */
  readonly host: string;
  readonly bracketed: boolean;
  /** After `%`. */
  readonly device?: string | undefined;
  readonly port: string;
}

function partsOf(text: string): Parts | undefined {
  const [, inner, zone, port] = /^\[([^\]]*)\](?:%([^:\]]+))?:([^:\]]*)$/.exec(text) ?? [];
  if (inner !== undefined && port !== undefined) return { host: inner, bracketed: true, device: zone, port };
  const [, host = '', device, after] = /^(?:([^:%[\]]*)(?:%([^:%[\]]+))?:)?([^:[\]]*)$/.exec(text) ?? [];
  return after === undefined ? partsOfBareIpv6(text) : { host, bracketed: false, device, port: after };
}

/**
 * `:::80` and `::1:631` as netstat(8) writes them, and others without brackets of which a part can be nothing but the
 * port: after a zone, a dotted tail, or eight groups.
 */
function partsOfBareIpv6(text: string): Parts | undefined {
  const [, host = '', zone, port] = /^([0-9a-f:.]*?)(?:%([^:%]+))?:(\d+)$/i.exec(text) ?? [];
  const isClear = host === '::' || host === '::1' || zone !== undefined || /\.\d+$|^([^:]+:){7}[^:]+$/.test(host);
  const isIpv6 = host.includes(':') && parseAddress(host).ok;
  return port !== undefined && isClear && isIpv6 ? { host, bracketed: true, device: zone, port } : undefined;
}

/** A number, or a name of services(5). */
function readPort(text: string, protocol: Protocol | undefined, names: Names): Result<number> {
  const named = /^[a-z]/i.test(text) ? names.portOf(text, protocol) : undefined;
  return named === undefined ? parsePort(text) : ok(named);
}

type Host = Pick<WrittenEndpoint, 'address' | 'device' | 'v6only'>;

function readHost({ host, bracketed, device }: Parts, names: Names): Result<Host> {
  const bound = device === undefined ? {} : { device };
  if (host === '' && !bracketed) return ok({ address: ANY.inet, ...bound });
  if (host === '*') return ok({ address: ANY.inet6, v6only: false, ...bound });
  const address = readAddress(host, bracketed, names);
  if (!address.ok) return address;
  // ss(8) writes the zone of a link-local address after the bracket.
  if (device === undefined || !isLinkLocal(address.value)) return ok({ address: address.value, ...bound });
  return ok({ address: { ...address.value, zone: device } });
}

function readAddress(host: string, bracketed: boolean, names: Names): Result<Address> {
  const parsed = parseAddress(host);
  if (!parsed.ok) return namedAddress(host, parsed, bracketed ? undefined : names);
  if (bracketed === (parsed.value.family === 'inet6')) return parsed;
  return problem(`"${host}" is an IPv4 address`, 'write it without brackets');
}

/** The first address of a host name: a server that is told a name mostly binds that one. */
function namedAddress(host: string, unread: Result<Address>, names: Names | undefined): Result<Address> {
  if (names === undefined || !/^[a-z][\w.-]*$/i.test(host)) return unread;
  const [first] = names.addressesOf(host);
  return first === undefined
    ? problem(
        `"${host}" is neither an IP address nor a name in /etc/hosts`,
        'write the address: no name server is asked',
      )
    : ok(first);
}

function hintFor(text: string): string {
  const bare = parseAddress(text);
  if (bare.ok && bare.value.family === 'inet6') return `write an IPv6 address in brackets: [${text}]:80`;
  if (bare.ok) return `add the port: ${text}:80`;
  return FORMS;
}
