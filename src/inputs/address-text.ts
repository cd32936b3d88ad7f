import { isIPv4, isIPv6 } from 'node:net';
import { type Address, ANY, parseAddress } from '../model/address.ts';
import type { Told } from '../model/service.ts';
import { type Ports, type Where, wrong } from './findings.ts';

/** The server is told no address. */
export const NO_ADDRESS: Told = { kind: 'none' };

export const toldAddress = (address: Address): Told => ({ kind: 'address', address });

export const ANY4: Told = toldAddress(ANY.inet);
export const ANY6: Told = toldAddress(ANY.inet6);

/** A port of 1 to 65535 in decimal digits; undefined for anything else. */
export function portOf(text: string): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65535 ? port : undefined;
}

/** `80`, or `8000-8002`; undefined for anything else. */
export function portsOf(text: string): Ports | undefined {
  const dash = text.indexOf('-');
  const first = portOf(dash < 0 ? text : text.slice(0, dash));
  const last = dash < 0 ? first : portOf(text.slice(dash + 1));
  return first === undefined || last === undefined || last < first ? undefined : { first, last };
}

/** The complaint of a port that is none. */
export function wrongPort(text: string): Where {
  if (text === '') return wrong('a port is missing', 'write a number from 1 to 65535');
  if (text.includes('-')) return wrong(`"${text}" is not a range of ports`, 'write it as 8000-8002');
  return wrong(`"${text}" is not a port`, 'write a number from 1 to 65535');
}

/** An address, or the name of a host; undefined for what is neither, such as `192.168.101`. */
export function hostOf(text: string): Told | undefined {
  if (isIPv4(text) || isIPv6(text)) {
    const address = parseAddress(text);
    return address.ok ? toldAddress(address.value) : undefined;
  }
  const isName = text.length <= 253 && /^[\da-z_]([\w-]*\w)?(\.[\da-z_]([\w-]*\w)?)*\.?$/i.test(text);
  return isName && !/^[\d.]+$/.test(text) ? { kind: 'name', name: text } : undefined;
}

/** The complaint of an address that is none, with the hint of the address reader where it has one. */
export function wrongHost(text: string): Where {
  const read = parseAddress(text);
  return wrong(`"${text}" is not an address`, read.ok ? undefined : read.error.hint);
}
