import { interfaceIndex } from '../libc/interface-names.ts';
import { nativePart } from '../libc/library.ts';
import { platform } from '../libc/platform.ts';
import type { Interface, LocalAddress } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import { interfaceOfLabel } from './address-label.ts';
import { type IfaddrsEntry, readIfaddrs } from './ifaddrs.ts';
import { linkState } from './link-state.ts';
import { platformView } from './platform.ts';
import type { Listing } from './platform-view.ts';

/** ifa_flags, netdevice(7) */
const IFF_LOOPBACK = 0x8;

/**
 * Every interface and every address of it, in the kernel's order; also of links that are down or without carrier. By
 * the platform's own way, or else by getifaddrs(3), which knows neither the MTU nor the state of an address.
 */
export function listInterfaces(): Result<Listing> {
  const part = nativePart();
  if (!part.ok) return part;
  const own = platformView().interfaces();
  return own?.ok === true ? own : listByC();
}

/** What C alone tells, on every platform. */
export function listByC(): Result<Listing> {
  const table = platform();
  if (!table.ok) return table;
  const entries = readIfaddrs(table.value);
  if (!entries.ok) return entries;
  const interfaces = toInterfaces(entries.value.filter((entry) => entry.ip === undefined));
  return ok({ interfaces, addresses: toAddresses(entries.value, interfaces) });
}

const toInterfaces = (links: readonly IfaddrsEntry[]): Interface[] =>
  links.map(({ label: name, flags }) => ({
    name,
    index: interfaceIndex(name),
    link: linkState(flags),
    loopback: (flags & IFF_LOOPBACK) !== 0,
  }));

function toAddresses(entries: readonly IfaddrsEntry[], interfaces: readonly Interface[]): LocalAddress[] {
  const names = new Set(interfaces.map(({ name }) => name));
  const addresses: LocalAddress[] = [];
  for (const { label, flags, ip } of entries) {
    if (ip === undefined) continue;
    const { address, prefix } = ip;
    const name = interfaceOfLabel(label, names);
    addresses.push({ address, interface: name, prefix, state: 'ok', link: linkState(flags) });
  }
  return addresses;
}
