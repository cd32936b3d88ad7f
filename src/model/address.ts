import ipaddr from 'ipaddr.js';
import { isIPv4, isIPv6 } from './ip-text.ts';
import { ok, problem, type Result } from './result.ts';

/** Address family, as in socket(2): AF_INET or AF_INET6. */
export type Family = 'inet' | 'inet6';

export type Protocol = 'tcp' | 'udp';

/**
 * An IP address: `ip` is canonical (RFC 5952) and without zone; `zone` names the interface of a link-local one (RFC
 * 4007).
 */
export interface Address {
  readonly family: Family;
  readonly ip: string;
  readonly zone?: string;
}

/** An address with a port: struct sockaddr_in or sockaddr_in6. */
export interface SocketAddress {
  readonly address: Address;
  readonly port: number;
}

/** A protocol, an address and a port: what bind(2) binds a socket to. */
export interface Endpoint extends SocketAddress {
  readonly protocol: Protocol;
}

/** The wildcard addresses: INADDR_ANY and IN6ADDR_ANY_INIT (ip(7), ipv6(7)). */
export const ANY: Readonly<Record<Family, Address>> = {
  inet: { family: 'inet', ip: '0.0.0.0' },
  inet6: { family: 'inet6', ip: '::' },
};

/** The loopback addresses of each family. */
export const LOOPBACK: Readonly<Record<Family, Address>> = {
  inet: { family: 'inet', ip: '127.0.0.1' },
  inet6: { family: 'inet6', ip: '::1' },
};

const MAPPED_PREFIX = '::ffff:';

/**
 * Reads an address strictly: no short forms (`192.168.101`), no octal, no host names.
 * IPv6 is made canonical, v4-mapped addresses keep their dotted tail.
 */
export function parseAddress(text: string): Result<Address> {
  if (isIPv4(text)) return ok({ family: 'inet', ip: text });
  const [ip = '', zone] = splitOnce(text, '%');
  if (zone !== '' && isIPv6(ip)) {
    const address: Address = { family: 'inet6', ip: canonicalIpv6(ipaddr.IPv6.parse(ip)) };
    return zone === undefined ? ok(address) : withZone(address, zone);
  }
  return problem(`"${text}" is not an IP address`, addressHint(text));
}

/** Adds a zone: the name of an interface, of 15 bytes at most (IFNAMSIZ, netdevice(7)), or its index, of 32 bits. */
function withZone(address: Address, zone: string): Result<Address> {
  const written = `"${address.ip}%${zone}"`;
  if (!isLinkLocal(address) && !isLinkScopedGroup(address))
    return problem(`${written}: only a link-local address has a zone`, `write ${address.ip}`);
  if (/^\d+$/.test(zone) && Number(zone) > 0xffffffff)
    return problem(`${written}: no interface has such an index`, 'write the name of the interface after %');
  if (new TextEncoder().encode(zone).length > 15)
    return problem(`${written}: no interface has such a name`, 'a name has 15 bytes at most');
  return ok({ ...address, zone });
}

/** Multicast of interface or link scope, such as ff02::/16: __ipv6_addr_needs_scope_id(), net/ipv6/addrconf_core.c. */
const isLinkScopedGroup = (a: Address): boolean => /^ff[0-9a-f][12]:/.test(a.ip);

/** `fe80::1%eth0`, `192.0.2.2`. */
export const formatAddress = (a: Address): string => (a.zone === undefined ? a.ip : `${a.ip}%${a.zone}`);

/** `0.0.0.0:80`, `[::]:80`, `[fe80::1%eth0]:80`. */
export const formatEndpoint = (address: Address, port: number): string =>
  address.family === 'inet' ? `${address.ip}:${port}` : `[${formatAddress(address)}]:${port}`;

/** Formats an address with its port: `0.0.0.0:80`, `[::]:80`. */
export const formatSocketAddress = ({ address, port }: SocketAddress): string => formatEndpoint(address, port);

export const sameAddress = (a: Address, b: Address): boolean => a.ip === b.ip && a.zone === b.zone;

export const isAny = (a: Address): boolean => a.ip === '0.0.0.0' || a.ip === '::';

export const isMapped = (a: Address): boolean => a.ip.startsWith(MAPPED_PREFIX);

/** The IPv4 address inside a v4-mapped one (RFC 4291 2.5.5.2); any other address as it is. */
export const unmap = (a: Address): Address =>
  isMapped(a) ? { family: 'inet', ip: a.ip.slice(MAPPED_PREFIX.length) } : a;

/** fe80::/10: meaningful only together with its interface. */
export const isLinkLocal = (a: Address): boolean => a.family === 'inet6' && /^fe[89ab][0-9a-f]:/.test(a.ip);

/** 224.0.0.0/4 and ff00::/8: the address of a group, which no host has. */
export const isMulticast = (a: Address): boolean =>
  a.family === 'inet' ? /^2(2[4-9]|3\d)\./.test(a.ip) : a.ip.startsWith('ff');

/** 255.255.255.255: every host of the link. */
export const isLimitedBroadcast = (a: Address): boolean => a.ip === '255.255.255.255';

/** 0.0.0.0/8, and what is above the groups: RFC 6890. */
export const isReserved = (a: Address): boolean =>
  a.family === 'inet' && (a.ip.startsWith('0.') || Number(a.ip.split('.')[0]) >= 240);

/** Multicast and the limited broadcast: addresses that no interface has, and that every host may bind. */
export const isForEveryHost = (a: Address): boolean => isMulticast(a) || isLimitedBroadcast(a);

/** The broadcast address of an IPv4 subnet, all bits of the host part set; `prefix`: bits of the network part. */
export const subnetBroadcast = (address: Address, prefix: number): string =>
  dotted(firstOf(address, prefix) + 2 ** (32 - prefix) - 1);

/** The first address of the IPv4 subnet that an address is in. */
export const subnetStart = (address: Address, prefix: number): string => dotted(firstOf(address, prefix));

function firstOf(address: Address, prefix: number): number {
  const hosts = 2 ** (32 - prefix);
  const value = addressBytes(address).reduce((sum, byte) => sum * 256 + byte, 0);
  return Math.floor(value / hosts) * hosts;
}

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** 127.0.0.0/8 and ::1. */
export const isLoopback = (a: Address): boolean => (a.family === 'inet' ? a.ip.startsWith('127.') : a.ip === '::1');

/** The 4 or 16 bytes of an address, in network order. */
export const addressBytes = (a: Address): number[] =>
  a.family === 'inet' ? dottedBytes(a.ip) : ipaddr.parse(a.ip).toByteArray();

/** The numbers of a dotted quad, which is known to be one, digit by digit: a host has thousands. */
function dottedBytes(ip: string): number[] {
  const bytes: number[] = [];
  let byte = 0;
  for (let i = 0; i < ip.length; i++) {
    const digit = ip.charCodeAt(i) - ZERO;
    if (digit >= 0) byte = byte * 10 + digit;
    else {
      bytes.push(byte);
      byte = 0;
    }
  }
  bytes.push(byte);
  return bytes;
}

const ZERO = '0'.charCodeAt(0);

/** Reads an address from 4 or 16 network-order bytes. */
export function addressFromBytes(bytes: Uint8Array, zone?: string): Address {
  if (bytes.length === 4) return { family: 'inet', ip: bytes.join('.') };
  const ip = isMappedBytes(bytes)
    ? `${MAPPED_PREFIX}${bytes.subarray(12).join('.')}`
    : canonicalIpv6(new ipaddr.IPv6([...bytes]));
  return { family: 'inet6', ip, ...(zone === undefined ? {} : { zone }) };
}

/** ::ffff:0:0/96 */
const isMappedBytes = (bytes: Uint8Array): boolean =>
  bytes[10] === 0xff && bytes[11] === 0xff && bytes.subarray(0, 10).every((byte) => byte === 0);

function canonicalIpv6(parsed: ipaddr.IPv6): string {
  return parsed.isIPv4MappedAddress()
    ? `${MAPPED_PREFIX}${parsed.toIPv4Address().toString()}`
    : parsed.toRFC5952String();
}

function addressHint(text: string): string {
  if (/^\d+(\.\d+){0,2}$/.test(text)) return `an IPv4 address has four parts; "${text}" has ${text.split('.').length}`;
  if (/^0\d|\.0\d/.test(text)) return 'leading zeros are refused: they mean octal to some programs';
  if (text.startsWith('[')) return 'write the address without brackets';
  return 'write an IPv4 or IPv6 address, such as 192.0.2.2 or fe80::1%eth0';
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
