import { type Address, addressBytes, addressFromBytes, type Family } from '../model/address.ts';
import type { Platform } from './constants.ts';
import { declareLazily } from './library.ts';

/** sizeof(struct sockaddr_in), sizeof(struct sockaddr_in6): ip(7), ipv6(7) */
const SIZE: Readonly<Record<Family, number>> = { inet: 16, inet6: 28 };
export const SOCKADDR_MAX = SIZE.inet6;

const ifNameToIndex = declareLazily<[string], number>('unsigned int if_nametoindex(const char *name)');
const ifIndexToName = declareLazily<[number, Buffer], string | null>(
  'const char *if_indextoname(unsigned int index, void *name)',
);

/**
 * if_nametoindex(3): the scope id of a zone; 0 where no interface has that name. A number that is no interface's name
 * is its own index: an interface may be named "7".
 */
export function interfaceIndex(zone: string): number {
  const named = ifNameToIndex(zone);
  if (named !== 0 || !/^\d+$/.test(zone)) return named;
  return Number(zone) <= 0xffffffff ? Number(zone) : 0;
}

function interfaceName(index: number): string {
  return ifIndexToName(index, Buffer.alloc(16)) ?? String(index);
}

/** An address and a port as bind(2) and connect(2) take them: struct sockaddr_in or sockaddr_in6. */
export function encodeSockaddr(platform: Platform, address: Address, port: number): Buffer {
  const bytes = Buffer.alloc(SIZE[address.family]);
  writeFamily(platform, bytes, address.family);
  bytes.writeUInt16BE(port, 2);
  bytes.set(addressBytes(address), address.family === 'inet' ? 4 : 8);
  if (address.zone !== undefined) writeUInt32Native(bytes, interfaceIndex(address.zone), 24);
  return bytes;
}

/** The address and port of a sockaddr that the kernel filled in; undefined where it is of another family. */
export function decodeSockaddr(platform: Platform, bytes: Buffer): { address: Address; port: number } | undefined {
  const family = platform.sockaddrHasLength ? bytes.readUInt8(1) : readUInt16Native(bytes, 0);
  const port = bytes.readUInt16BE(2);
  if (family === platform.AF_INET) return { address: addressFromBytes(bytes.subarray(4, 8)), port };
  if (family !== platform.AF_INET6) return undefined;
  const scope = readUInt32Native(bytes, 24);
  return { address: addressFromBytes(bytes.subarray(8, 24), scope === 0 ? undefined : interfaceName(scope)), port };
}

function writeFamily(platform: Platform, bytes: Buffer, family: Family): void {
  const number = family === 'inet' ? platform.AF_INET : platform.AF_INET6;
  if (platform.sockaddrHasLength) bytes.set([bytes.length, number]);
  else new DataView(bytes.buffer, bytes.byteOffset).setUint16(0, number, LITTLE);
}

const readUInt16Native = (bytes: Buffer, offset: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint16(offset, LITTLE);
const readUInt32Native = (bytes: Buffer, offset: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, LITTLE);
const writeUInt32Native = (bytes: Buffer, value: number, offset: number): void =>
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(offset, value, LITTLE);

/** Both supported architectures are little-endian; the kernel reads these fields in its own order. */
const LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
