import { formatAddress } from '../../model/address.ts';
import type { Change, ChangeKind } from '../../model/drift.ts';
import type { LocalAddress, LocalRoute } from '../../model/host.ts';
import type { HostSnapshot, KeptInterface } from '../../model/host-snapshot.ts';
import { matched } from './match.ts';

/** What differs in the hosts themselves: the kernel, the names, the settings. */
export const factChanges = (before: HostSnapshot, now: HostSnapshot): Change[] => [
  ...differing('hostname', 'hostname', before.facts.hostname, now.facts.hostname),
  ...kernelChanges(before.facts, now.facts),
  ...differing('ipv6', 'IPv6', before.ipv6 ? 'on' : 'off', now.ipv6 ? 'on' : 'off'),
  ...routeChanges(before, now),
  ...differing('localhost', 'localhost in /etc/hosts', namesOf(before), namesOf(now)),
];

/** What somebody added to the table local, or took out of it. */
function routeChanges(before: HostSnapshot, now: HostSnapshot): Change[] {
  const [was, is] = [routesOf(before), routesOf(now)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((subject): Change[] => {
    if (was.get(subject) === is.get(subject)) return [];
    const isThere = is.get(subject) ?? was.get(subject) === false;
    return [{ kind: 'local-route', subject, ...(isThere ? { now: 'there' } : { before: 'there' }) }];
  });
}

/** By `local 10.5.0.0/16`: whether it was added, or removed. */
const routesOf = ({ localRoutes = [], unrouted = [] }: HostSnapshot): ReadonlyMap<string, boolean> =>
  new Map([
    ...localRoutes.map((one) => [routeText(one), true] as const),
    ...unrouted.map((one) => [routeText(one), false] as const),
  ]);

const routeText = ({ kind, address, prefix }: Omit<LocalRoute, 'index'>): string =>
  `${kind} ${formatAddress(address)}/${prefix}`;

const namesOf = ({ localhost }: HostSnapshot): string => localhost.map(formatAddress).join(', ') || 'no address';

const differing = (kind: ChangeKind, subject: string, before: string, now: string): Change[] =>
  before === now ? [] : [{ kind, subject, before, now }];

/** A build that one of them does not name is no change. */
function kernelChanges(was: HostSnapshot['facts'], is: HostSnapshot['facts']): Change[] {
  const [before, now] = [`${was.os} ${was.kernel}`, `${is.os} ${is.kernel}`];
  const known = was.kernelBuild !== undefined && is.kernelBuild !== undefined;
  if (before !== now || !known) return differing('kernel', 'kernel', before, now);
  return differing('kernel', 'kernel', `${before} ${was.kernelBuild}`, `${now} ${is.kernelBuild}`);
}

/** A setting that one kernel lacks is absent there. */
export function sysctlChanges(before: HostSnapshot, now: HostSnapshot): Change[] {
  const [was, is] = [before.facts.sysctls, now.facts.sysctls];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((name): Change[] => {
    const [old, value] = [was[name], is[name]];
    if (old === value) return [];
    return [
      {
        kind: 'sysctl',
        subject: name,
        ...(old === undefined ? {} : { before: old }),
        ...(value === undefined ? {} : { now: value }),
      },
    ];
  });
}

export function interfaceChanges(before: HostSnapshot, now: HostSnapshot): Change[] {
  const { pairs, gone, fresh } = matched(before.interfaces, now.interfaces, [({ name }) => name]);
  return [
    ...gone.map(({ name, link }): Change => ({ kind: 'interface-gone', subject: name, before: link })),
    ...fresh.map(({ name, link }): Change => ({ kind: 'interface-new', subject: name, now: link })),
    ...pairs.flatMap(([old, one]) => [...differing('link', one.name, old.link, one.link), ...settingChanges(old, one)]),
  ];
}

const SETTINGS: Readonly<Record<NonNullable<Change['setting']>, (one: KeptInterface) => string>> = {
  mtu: ({ mtu }) => String(mtu ?? 'unknown'),
  vrf: ({ vrf }) => vrf ?? 'none',
  ipv6: ({ ipv6Disabled }) => (ipv6Disabled ? 'off' : 'on'),
};

const settingChanges = (old: KeptInterface, one: KeptInterface): Change[] =>
  (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).flatMap((setting) =>
    differing('interface-setting', one.name, SETTINGS[setting](old), SETTINGS[setting](one)).map((change) => ({
      ...change,
      setting,
    })),
  );

/** An address that is on another interface has moved. Its link is told of the interface. */
export function addressChanges(before: HostSnapshot, now: HostSnapshot): Change[] {
  const { pairs, gone, fresh } = matched(before.addresses, now.addresses, [
    (one) => `${formatAddress(one.address)} ${one.interface}`,
    (one) => formatAddress(one.address),
  ]);
  return [
    ...gone.map(
      (one): Change => ({ kind: 'address-gone', subject: formatAddress(one.address), before: one.interface }),
    ),
    ...fresh.map((one): Change => ({ kind: 'address-new', subject: formatAddress(one.address), now: one.interface })),
    ...pairs.flatMap(([old, one]) => [
      ...differing('address-moved', formatAddress(one.address), old.interface, one.interface),
      ...differing('address-state', formatAddress(one.address), stateText(old, one), stateText(one, old)),
    ]),
  ];
}

/** `tentative`; where the prefixes differ `/64 tentative`. */
const stateText = ({ prefix, state }: LocalAddress, other: LocalAddress): string =>
  prefix === other.prefix ? state : `/${prefix} ${state}`;
