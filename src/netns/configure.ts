import { type Address, isLinkLocal } from '../model/address.ts';
import { ok, type Result } from '../model/result.ts';
import type { SandboxDevice, SandboxLayout } from '../model/sandbox.ts';
import { NamespaceLinks } from './rtnetlink.ts';
import { writeSysctl } from './sysctl.ts';

/**
 * Sets up the private network namespace that this thread is in: `lo` up, then devices, sysctls, addresses.
 * All calls are synchronous: Node's other threads may be in another namespace.
 */
export function configureNamespace(layout: SandboxLayout): Result<void> {
  const opened = NamespaceLinks.open();
  if (!opened.ok) return opened;
  const links = opened.value;
  try {
    return inOrder([
      () => links.up('lo'),
      () => withoutAutomaticAddresses(layout),
      ...layout.devices.flatMap((device, i) => deviceSteps(links, device, peerName(layout, i))),
      ...Object.entries(layout.sysctls).map(
        ([name, value]) =>
          () =>
            writeSysctl(name, value),
      ),
      ...layout.loopback.map((address) => () => links.addAddress('lo', address)),
      ...layout.devices.flatMap(({ name, addresses, subnets = [] }) => [
        ...addresses.map((address) => () => links.addAddress(name, address)),
        ...subnets.map(
          ({ address, prefix }) =>
            () =>
              links.addAddress(name, address, prefix),
        ),
      ]),
      // An address receives nothing before its local route exists. A link-local one is left out: see `routed`.
      ...routed(layout).map((a) => () => links.awaitRoute(a)),
    ]);
  } finally {
    links.close();
  }
}

/** The IPv6 addresses whose local route is awaited. A route to a link-local address is looked up by interface: none of those. */
const routed = ({ loopback, devices }: SandboxLayout): readonly Address[] =>
  [...loopback, ...devices.filter((d) => d.link === 'up').flatMap(addressesOf)].filter(
    (a) => a.family === 'inet6' && !isLinkLocal(a),
  );

const addressesOf = ({ addresses, subnets = [] }: SandboxDevice): readonly Address[] => [
  ...addresses,
  ...subnets.map(({ address }) => address),
];

/** Keeps new devices from giving themselves a link-local address, which is tentative for a second and not in the layout. */
function withoutAutomaticAddresses(layout: SandboxLayout): Result<void> {
  if (layout.devices.length > 0) writeSysctl('net.ipv6.conf.default.addr_gen_mode', '1');
  return ok(undefined);
}

/** A name for the peer of a veth device that no device of the layout has. */
function peerName({ devices }: SandboxLayout, index: number): string {
  const name = `peer${index}`;
  return devices.some((d) => d.name === name) ? `far-end${index}` : name;
}

function deviceSteps(links: NamespaceLinks, { name, link }: SandboxDevice, peer: string): (() => Result<void>)[] {
  const steps = [(): Result<void> => links.addVeth(name, peer), () => withoutIpv6(peer)];
  if (link === 'up') steps.push(() => links.up(peer));
  if (link !== 'down') steps.push(() => links.up(name));
  return steps;
}

/** Keeps the far end from receiving what is sent to groups, as another host would: both ends are in one namespace. */
function withoutIpv6(peer: string): Result<void> {
  writeSysctl(`net.ipv6.conf.${peer}.disable_ipv6`, '1');
  return ok(undefined);
}

function inOrder(steps: readonly (() => Result<void>)[]): Result<void> {
  for (const step of steps) {
    const done = step();
    if (!done.ok) return done;
  }
  return ok(undefined);
}
