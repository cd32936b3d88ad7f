import { PROTOCOLS, parsePort, readReuse, readWord } from '../config/values.ts';
import { type Address, ANY, type Endpoint, isLinkLocal, type Protocol, parseAddress } from '../model/address.ts';
import { V6ONLY } from '../model/options.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { Bind } from '../model/why.ts';
import type { WhyArguments } from './options.ts';

const FORMS = 'write one such as 80, 0.0.0.0:80, [::]:80, [fe80::1%eth0]:80 or udp:53';

/** Reads the endpoint and the options of the listener that is asked about. */
export function readQuestion(argv: WhyArguments, text: string): Result<Bind> {
  const endpoint = parseEndpoint(text);
  if (!endpoint.ok) return endpoint;
  const protocol = readProtocol(argv.protocol, endpoint.value.protocol);
  if (!protocol.ok) return protocol;
  const { address, port } = endpoint.value;
  const reuse = flag('reuse', argv.reuse, readReuse);
  const v6only = flag('v6only', argv.v6only, readWord('a choice of v6only', V6ONLY));
  if (reuse?.ok === false) return reuse;
  if (v6only?.ok === false) return v6only;
  const options = {
    // Nearly every TCP server sets SO_REUSEADDR; a UDP one that does would share its port.
    reuse: reuse?.value ?? (protocol.value === 'tcp' ? 'addr' : 'none'),
    v6only: v6only?.value ?? 'system',
    freebind: argv.freebind === true,
    ...(argv.device === undefined ? {} : { device: argv.device }),
  };
  if (options.v6only !== 'system' && address.family === 'inet')
    return problem('--v6only: an IPv4 socket has no IPV6_V6ONLY', 'leave it out, or ask about [::]');
  return ok({ protocol: protocol.value, address, port, ...options });
}

type Parsed = Omit<Endpoint, 'protocol'> & { readonly protocol: Protocol | undefined };

/** `80`, `:80`, `0.0.0.0:80`, `[::]:80`, each also after `tcp:` or `udp:`. A port alone means 0.0.0.0. */
export function parseEndpoint(text: string): Result<Parsed> {
  const [, prefix, rest = ''] = /^(?:(tcp|udp):(?:\/\/)?)?(.*)$/i.exec(text) ?? [];
  const protocol = prefix === undefined ? undefined : (prefix.toLowerCase() as Protocol);
  const [, six, four, portText] = /^(?:\[(.*)\]:|([^:]*):)?([^:\]]*)$/.exec(rest) ?? [];
  if (portText === undefined) return problem(`"${text}" is not an endpoint`, endpointHint(rest));
  const port = parsePort(portText);
  if (!port.ok) return problem(`"${text}" is not an endpoint: ${port.error.message}`, endpointHint(rest));
  const address = readAddress(six, four);
  if (!address.ok) return problem(`"${text}" is not an endpoint: ${address.error.message}`, address.error.hint);
  return ok({ protocol, address: address.value, port: port.value });
}

function readAddress(six: string | undefined, four: string | undefined): Result<Address> {
  if (six === undefined && (four === undefined || four === '')) return ok(ANY.inet);
  if (four === '*') return problem('"*" is no address', 'write 0.0.0.0 or [::]');
  const address = parseAddress(six ?? four ?? '');
  if (!address.ok || (six === undefined) === (address.value.family === 'inet')) return address;
  return problem(`"${six}" is an IPv4 address`, 'write it without brackets');
}

function endpointHint(text: string): string {
  const bare = parseAddress(text);
  if (bare.ok && bare.value.family === 'inet6') return `an IPv6 address stands in brackets: [${text}]:80`;
  if (bare.ok) return `name the port too: ${text}:80`;
  return FORMS;
}

function readProtocol(flagText: string | undefined, written: Protocol | undefined): Result<Protocol> {
  const given = flag('protocol', flagText, readWord('a protocol', PROTOCOLS));
  if (given === undefined) return ok(written ?? 'tcp');
  if (given.ok && written !== undefined && given.value !== written)
    return problem(`--protocol ${given.value}: the endpoint says ${written}`, 'say it once');
  return given;
}

function flag<T>(name: string, text: string | undefined, read: (text: string) => Result<T>): Result<T> | undefined {
  if (text === undefined) return undefined;
  const value = read(text);
  return value.ok ? value : problem(`--${name}: ${value.error.message}`, value.error.hint);
}

/** A device must be there before it can be bound to: SO_BINDTODEVICE says ENODEV. */
export function checkDevice({ device, address }: Bind, names: readonly string[]): Result<void> {
  if (device === undefined || names.includes(device)) {
    const isOther =
      device !== undefined && isLinkLocal(address) && address.zone !== undefined && address.zone !== device;
    return isOther
      ? problem(`--device ${device}: the address is one of ${address.zone}`, 'name the same interface')
      : ok(undefined);
  }
  return problem(`--device ${device}: this host has no such interface`, `it has ${names.join(', ')}`);
}
