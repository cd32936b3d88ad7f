import { formatAddress } from '../model/address.ts';
import { type HeldSocket, type Host, isOrphan, type LocalAddress } from '../model/host.ts';
import type { HostChange } from '../model/host-change.ts';

/** A host, and the sockets on the ports that matter. */
export interface HostState {
  readonly host: Host;
  readonly held: readonly HeldSocket[];
}

/** What differs between two looks at a host: of all that a rule may ask for. Connections come and go, and are left out. */
export const hostChanges = (before: HostState, now: HostState): HostChange[] => [
  ...linkChanges(before.host, now.host),
  ...addressChanges(before.host.addresses, now.host.addresses),
  ...socketChanges(before.held, now.held),
  ...sysctlChanges(before.host.facts.sysctls, now.host.facts.sysctls),
];

function linkChanges(before: Host, now: Host): HostChange[] {
  const links = new Map(now.interfaces.map(({ name, link }) => [name, link]));
  return before.interfaces.flatMap(({ name, link }): HostChange[] => {
    const next = links.get(name) ?? 'gone';
    return next === link ? [] : [{ kind: 'link', interface: name, before: link, now: next }];
  });
}

function addressChanges(before: readonly LocalAddress[], now: readonly LocalAddress[]): HostChange[] {
  const key = ({ address, interface: name }: LocalAddress): string => `${formatAddress(address)} ${name}`;
  const keyed = (list: readonly LocalAddress[]) => new Map(list.map((one) => [key(one), one]));
  const [old, fresh] = [keyed(before), keyed(now)];
  return [
    ...before.flatMap((address): HostChange[] => {
      const same = fresh.get(key(address));
      if (same === undefined) return [{ kind: 'address-went', address }];
      return same.state === address.state ? [] : [{ kind: 'address-state', address, now: same.state }];
    }),
    ...now.filter((one) => !old.has(key(one))).map((address): HostChange => ({ kind: 'address-came', address })),
  ];
}

function socketChanges(before: readonly HeldSocket[], now: readonly HeldSocket[]): HostChange[] {
  const [old, fresh] = [before.filter(isServer), now.filter(isServer)];
  const missing = (from: readonly HeldSocket[], among: readonly HeldSocket[]): HeldSocket[] => {
    const inodes = new Set(among.map(({ inode }) => inode));
    return from.filter(({ inode }) => !inodes.has(inode));
  };
  return [
    ...missing(old, fresh).map((socket): HostChange => ({ kind: 'socket-went', socket })),
    ...missing(fresh, old).map((socket): HostChange => ({ kind: 'socket-came', socket })),
  ];
}

const isServer = (socket: HeldSocket): boolean => socket.peer === undefined && !isOrphan(socket);

function sysctlChanges(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): HostChange[] {
  return Object.entries(before).flatMap(([name, value]): HostChange[] => {
    const next = now[name] ?? 'gone';
    return next === value ? [] : [{ kind: 'sysctl', name, before: value, now: next }];
  });
}
