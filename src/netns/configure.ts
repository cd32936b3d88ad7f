import { type Address, isLinkLocal } from '../model/address.ts';
import { ok, type Result } from '../model/result.ts';
import type { SandboxDevice, SandboxLayout } from '../model/sandbox.ts';
import { NamespaceLinks } from './rtnetlink.ts';
import { writeSysctl } from './sysctl.ts';

/**
 * Sets up the private network namespace that this thread is in: `lo` up, then devices, sysctls, addresses.
 * All calls are synchronous: Node's other threads may still be in another namespace.
 */
export function configureNamespace(layout: SandboxLayout): Result<void> {
  const opened = NamespaceLinks.open();
  if (!opened.ok) return opened;
  const links = opened.value;
  try {
    return inOrder([
      () => links.up('lo'),
      () => withoutAutomaticAddresses(layout),
      ...layout.devices.flatMap((device, i) => deviceSteps(links, device, farEnd(layout, i))),
      ...Object.entries(layout.sysctls).map(
        ([name, value]) =>
          () =>
            writeSysctl(name, value),
      ),
      ...layout.loopback.map((address) => () => links.addAddress('lo', address)),
      ...layout.devices.flatMap((device) =>
        device.addresses.map((address) => () => links.addAddress(device.name, address)),
      ),
      // Nobody reaches an address before its route is made. That of a link-local one is asked for by interface: left out.
      ...routed(layout).map((a) => () => links.awaitRoute(a)),
    ]);
  } finally {
    links.close();
  }
}

const routed = ({ loopback, devices }: SandboxLayout): readonly Address[] =>
  [...loopback, ...devices.filter((d) => d.link === 'up').flatMap((d) => d.addresses)].filter(
    (a) => a.family === 'inet6' && !isLinkLocal(a),
  );

/** A new device would make itself a link-local address, tentative for a second; only the layout's addresses are wanted. */
function withoutAutomaticAddresses(layout: SandboxLayout): Result<void> {
  if (layout.devices.length > 0) writeSysctl('net.ipv6.conf.default.addr_gen_mode', '1');
  return ok(undefined);
}

/** A name for the other end of a veth pair, which no device of the layout has. */
function farEnd({ devices }: SandboxLayout, index: number): string {
  const name = `peer${index}`;
  return devices.some((d) => d.name === name) ? `far-end${index}` : name;
}

function deviceSteps(links: NamespaceLinks, { name, link }: SandboxDevice, peer: string): (() => Result<void>)[] {
  const steps = [(): Result<void> => links.addVeth(name, peer)];
  if (link === 'up') steps.push(() => links.up(peer));
  if (link !== 'down') steps.push(() => links.up(name));
  return steps;
}

function inOrder(steps: readonly (() => Result<void>)[]): Result<void> {
  for (const step of steps) {
    const done = step();
    if (!done.ok) return done;
  }
  return ok(undefined);
}
