import { interfaceIndex } from '../libc/interface-names.ts';
import { platform } from '../libc/platform.ts';
import type { Interface, LocalAddress } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import { interfaceOfLabel } from './address-label.ts';
import { type IfaddrsEntry, readIfaddrs } from './ifaddrs.ts';
import { platformView } from './platform.ts';

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
  const entries = readIfaddrs(table.value);
  if (!entries.ok) return entries;
  const interfaces = toInterfaces(entries.value.filter((entry) => entry.ip === undefined));
  return ok({ interfaces, addresses: toAddresses(entries.value, interfaces) });
}

function toInterfaces(links: readonly IfaddrsEntry[]): Interface[] {
  const names = links.map((entry) => entry.label);
  const mtus = platformView().mtus(names);
  return links.map(({ label: name, flags }) => {
    const mtu = mtus.get(name);
    return {
      name,
      index: interfaceIndex(name),
      link: linkState(flags),
      loopback: (flags & IFF_LOOPBACK) !== 0,
      ...(mtu === undefined ? {} : { mtu }),
    };
  });
}

function toAddresses(entries: readonly IfaddrsEntry[], interfaces: readonly Interface[]): LocalAddress[] {
  const names = new Set(interfaces.map(({ name }) => name));
  const stateOf = platformView().addressStates();
  const addresses: LocalAddress[] = [];
  for (const { label, flags, ip } of entries) {
    if (ip === undefined) continue;
    const name = interfaceOfLabel(label, names);
    const { address, prefix } = ip;
    addresses.push({ address, interface: name, prefix, state: stateOf(address, name), link: linkState(flags) });
  }
  return addresses;
}

const linkState = (flags: number): Interface['link'] =>
  (flags & IFF_UP) === 0 ? 'down' : (flags & IFF_RUNNING) === 0 ? 'no-carrier' : 'up';
