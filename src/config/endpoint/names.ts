import { readFileSync } from 'node:fs';
import { type Address, type Protocol, parseAddress } from '../../model/address.ts';

/** What stands for an address or a port. Nothing is asked over the network. */
export interface Names {
  /** The addresses of a host name in hosts(5), in its order. */
  readonly addressesOf: (host: string) => readonly Address[];
  /** The port of a name in services(5), of either protocol where none is known. */
  readonly portOf: (service: string, protocol: Protocol | undefined) => number | undefined;
}

/** The names of this host's own files, each of which is read when the first name is met. */
export function namesOfThisHost(): Names {
  const hosts = once(() => textOf('/etc/hosts'));
  const services = once(() => textOf('/etc/services'));
  return {
    addressesOf: (host) => addressesIn(hosts(), host),
    portOf: (service, protocol) => portIn(services(), service, protocol),
  };
}

function once(read: () => string): () => string {
  let text: string | undefined;
  return () => {
    text ??= read();
    return text;
  };
}

/** hosts(5): an address, then its names; `#` begins a comment. */
export const addressesIn = (hosts: string, name: string): Address[] =>
  rowsOf(hosts).flatMap(([first = '', ...names]) => {
    const address = parseAddress(first);
    return address.ok && names.some((one) => one.toLowerCase() === name.toLowerCase()) ? [address.value] : [];
  });

/** services(5): a name, PORT/PROTOCOL, then other names. */
export function portIn(services: string, name: string, protocol: Protocol | undefined): number | undefined {
  for (const [first, at = '', ...aliases] of rowsOf(services)) {
    const [, port, of] = /^(\d+)\/(tcp|udp)$/.exec(at) ?? [];
    if (port === undefined || (protocol !== undefined && of !== protocol)) continue;
    if (first === name || aliases.includes(name)) return Number(port);
  }
  return undefined;
}

const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/));

/** Empty where the file is absent. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
