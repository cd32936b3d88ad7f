import { type Address, addressBytes, addressFromBytes, type Family, type SocketAddress } from '../model/address.ts';
import type { Platform } from './constants.ts';
import { interfaceName, scopeId } from './interface-names.ts';

/** sizeof(struct sockaddr_in), sizeof(struct sockaddr_in6): ip(7), ipv6(7) */
const SIZE: Readonly<Record<Family, number>> = { inet: 16, inet6: 28 };
export const SOCKADDR_MAX = SIZE.inet6;

/** Offsets in both structures: the port is at the same place; the address and the scope id are not. */
const FIELD = { port: 2, address: { inet: 4, inet6: 8 }, scope: 24 } as const;

/** Both supported architectures are little-endian; the kernel reads family and scope in its own order. */
const LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** An address and a port as bind(2) and connect(2) take them: struct sockaddr_in or sockaddr_in6. */
export function encodeSockaddr(platform: Platform, address: Address, port: number): Buffer {
  const bytes = Buffer.alloc(SIZE[address.family]);
  const family = address.family === 'inet' ? platform.AF_INET : platform.AF_INET6;
  if (platform.sockaddrHasLength) bytes.set([bytes.length, family]);
  else viewOf(bytes).setUint16(0, family, LITTLE);
  writePort(bytes, port);
  bytes.set(addressBytes(address), FIELD.address[address.family]);
  if (address.zone !== undefined) viewOf(bytes).setUint32(FIELD.scope, scopeId(address.zone), LITTLE);
  return bytes;
}

/** Writes a port into a sockaddr. */
export function writePort(sockaddr: Buffer, port: number): void {
  sockaddr.writeUInt16BE(port, FIELD.port);
}

/** The family of a sockaddr by its first two bytes; undefined if it is neither IPv4 nor IPv6. */
export function familyOf(platform: Platform, sockaddr: Buffer): Family | undefined {
  const family = platform.sockaddrHasLength ? sockaddr.readUInt8(1) : viewOf(sockaddr).getUint16(0, LITTLE);
  if (family === platform.AF_INET) return 'inet';
  return family === platform.AF_INET6 ? 'inet6' : undefined;
}

/** The size of a family's sockaddr, and where its address begins and ends, in bytes. */
export const sockaddrLayout = (family: Family): { size: number; addressAt: number; addressEnd: number } => {
  const addressAt = FIELD.address[family];
  return { size: SIZE[family], addressAt, addressEnd: addressAt + (family === 'inet' ? 4 : 16) };
};

/** The address and port of a sockaddr that the kernel filled in; undefined if it is of another family. */
export function decodeSockaddr(platform: Platform, bytes: Buffer): SocketAddress | undefined {
  const family = familyOf(platform, bytes);
  if (family === undefined) return undefined;
  const { addressAt, addressEnd } = sockaddrLayout(family);
  const scope = family === 'inet' ? 0 : viewOf(bytes).getUint32(FIELD.scope, LITTLE);
  return {
    address: addressFromBytes(bytes.subarray(addressAt, addressEnd), scope === 0 ? undefined : zoneOf(scope)),
    port: bytes.readUInt16BE(FIELD.port),
  };
}

const zoneOf = (scope: number): string => interfaceName(scope) ?? String(scope);

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset);
