import { hostname, networkInterfaces, release } from 'node:os';
import { parseAddress } from '../model/address.ts';
import type { Host, LocalAddress } from '../model/host.ts';
import { interfaceOfLabel } from './address-label.ts';

/**
 * The addresses of this host as Node tells them: what there is to predict for where no C function can be called. Links that
 * are down are not among them, and nothing is known of the host beside them.
 */
export function plainHost(listed = networkInterfaces()): Host {
  const names = new Set(Object.keys(listed).filter((label) => !label.includes(':')));
  const named = Object.entries(listed).map(([label, list = []]) => [interfaceOfLabel(label, names), list] as const);
  const loopbacks = new Map(named.map(([name, list]) => [name, list.some(({ internal }) => internal)]));
  const addresses = named.flatMap(([name, list]) =>
    list.flatMap(({ address, cidr, ...more }): LocalAddress[] => {
      const scoped = 'scopeid' in more && more.scopeid > 0;
      const parsed = parseAddress(scoped ? `${address}%${name}` : address);
      if (!parsed.ok) return [];
      const prefix = Number(cidr?.split('/')[1] ?? (parsed.value.family === 'inet' ? 32 : 128));
      return [{ address: parsed.value, interface: name, prefix, state: 'ok', link: 'up' }];
    }),
  );
  return {
    facts: {
      os: process.platform,
      hostname: hostname(),
      kernel: release(),
      uid: 0,
      capabilities: [],
      netns: '',
      sysctls: {},
    },
    // Node does not tell the index: nothing is sent from a host that rules alone look at.
    interfaces: [...loopbacks].map(([name, loopback]) => ({ name, index: 0, link: 'up', loopback })),
    addresses,
    ipv6: true,
  };
}
