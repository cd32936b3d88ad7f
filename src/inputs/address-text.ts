import { isIPv6 } from 'node:net';
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

/**
 * An address as getaddrinfo(3) reads it, or the name of a host; undefined for what is neither, such as `192.168.1.256`. An
 * IPv4 address may be written in all forms of inet_aton(3): `127.1` is 127.0.0.1.
 */
export function hostOf(text: string): Told | undefined {
  const ip = isIPv6(text) ? text : inetAton(text);
  if (ip !== undefined) {
    const address = parseAddress(ip);
    return address.ok ? toldAddress(address.value) : undefined;
  }
  const isName = text.length <= 253 && /^[\da-z_]([\w-]*\w)?(\.[\da-z_]([\w-]*\w)?)*\.?$/i.test(text);
  return isName && !/^[\d.]+$/.test(text) ? { kind: 'name', name: text } : undefined;
}

/** One to four numbers, decimal, octal or hexadecimal, of which the last one is all bytes that are left. */
function inetAton(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(0x[\da-f]{1,8}|0[0-7]{0,11}|[1-9]\d{0,9})$/i.test(part)))
    return undefined;
  const numbers = parts.map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() ?? 0;
  const bytes = 4 - numbers.length;
  if (numbers.some((one) => one > 255) || last >= 256 ** bytes) return undefined;
  const rest = Array.from({ length: bytes }, (_, i) => Math.floor(last / 256 ** (bytes - 1 - i)) % 256);
  return [...numbers, ...rest].join('.');
}

/** The complaint of an address that is none, with the hint of the address reader where it has one. */
export function wrongHost(text: string): Where {
  const read = parseAddress(text);
  return wrong(`"${text}" is not an address`, read.ok ? undefined : read.error.hint);
}
