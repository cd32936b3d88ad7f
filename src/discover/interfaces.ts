import { type Platform, platform } from '../libc/platform.ts';
import { decodeSockaddr } from '../libc/sockaddr.ts';
import type { Interface, LocalAddress } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import { readAddressStates } from './address-state.ts';
import { deviceIndex } from './device-name.ts';
import { type IfaddrsEntry, readIfaddrs } from './ifaddrs.ts';
import { interfaceOfLabel } from './label.ts';
import { readMtus } from './mtu.ts';

export interface Listing {
  readonly interfaces: readonly Interface[];
  readonly addresses: readonly LocalAddress[];
}

/** ifa_flags, netdevice(7) */
const IFF_UP = 0x1;
const IFF_LOOPBACK = 0x8;
const IFF_RUNNING = 0x40;

/** Every interface and every address of it, in the kernel's order; also of links that are down or without carrier. */
export function listInterfaces(): Result<Listing> {
  const table = platform();
  if (!table.ok) return table;
  const entries = readIfaddrs((head) => sockaddrSize(table.value, head));
  if (!entries.ok) return entries;
  const interfaces = toInterfaces(entries.value.filter((entry) => entry.address === undefined));
  return ok({ interfaces, addresses: toAddresses(table.value, entries.value, interfaces) });
}

function toInterfaces(links: readonly IfaddrsEntry[]): Interface[] {
  const names = links.map((entry) => entry.label);
  const mtus = readMtus(names);
  return links.map(({ label: name, flags }) => {
    const mtu = mtus.get(name);
    return {
      name,
      index: deviceIndex(name),
      link: linkState(flags),
      loopback: (flags & IFF_LOOPBACK) !== 0,
      ...(mtu === undefined ? {} : { mtu }),
    };
  });
}

function toAddresses(
  table: Platform,
  entries: readonly IfaddrsEntry[],
  interfaces: readonly Interface[],
): LocalAddress[] {
  const names = new Set(interfaces.map(({ name }) => name));
  const stateOf = readAddressStates();
  const addresses: LocalAddress[] = [];
  for (const { label, flags, address: sockaddr, netmask } of entries) {
    const address = sockaddr && decodeSockaddr(table, sockaddr)?.address;
    if (address === undefined) continue;
    const name = interfaceOfLabel(label, names);
    addresses.push({
      address,
      interface: name,
      prefix: prefixLength(netmask),
      state: stateOf(address, name),
      link: linkState(flags),
    });
  }
  return addresses;
}

const linkState = (flags: number): Interface['link'] =>
  (flags & IFF_UP) === 0 ? 'down' : (flags & IFF_RUNNING) === 0 ? 'no-carrier' : 'up';

/** sizeof(struct sockaddr_in) and sizeof(struct sockaddr_in6); 0 for any other family. */
function sockaddrSize(table: Platform, head: Buffer): number {
  const family = table.sockaddrHasLength ? head.readUInt8(1) : head.readUInt16LE(0);
  return family === table.AF_INET ? 16 : family === table.AF_INET6 ? 28 : 0;
}

/** The number of one bits in the address of a netmask. */
function prefixLength(netmask: Buffer | undefined): number {
  if (netmask === undefined) return 0;
  const bytes = netmask.length === 16 ? netmask.subarray(4, 8) : netmask.subarray(8, 24);
  return bytes.reduce((bits, byte) => bits + (byte === 0xff ? 8 : popCount(byte)), 0);
}

const popCount = (byte: number): number => (byte === 0 ? 0 : (byte & 1) + popCount(byte >> 1));
