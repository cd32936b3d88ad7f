import { type Address, LOOPBACK } from '../model/address.ts';
import type { Host, HostFacts, Interface, LocalAddress } from '../model/host.ts';
import type { SandboxLayout } from '../model/sandbox.ts';

/**
 * The host of a prediction: it has the addresses of a sandbox, no sysctls but those of the sandbox, and the privilege to bind every port.
 * What another operating system would do does not depend on the settings of this one.
 */
export function hypotheticalHost(layout: SandboxLayout, facts: HostFacts): Host {
  const { unread: _, ...known } = facts;
  const names = ['lo', ...layout.devices.map((d) => d.name)];
  return {
    facts: { ...known, uid: 0, capabilities: ['CAP_NET_BIND_SERVICE'], sysctls: layout.sysctls },
    interfaces: names.map((name, i): Interface => ({ name, index: i + 1, link: 'up', loopback: name === 'lo' })),
    addresses: [
      local('lo', LOOPBACK.inet, 8),
      local('lo', LOOPBACK.inet6, 128),
      ...layout.loopback.map((a) => local('lo', a, a.family === 'inet' ? 32 : 128)),
      ...layout.devices.flatMap((d) => d.addresses.map((a) => local(d.name, a, a.family === 'inet' ? 32 : 128))),
      ...layout.devices.flatMap((d) => (d.subnets ?? []).map((s) => local(d.name, s.address, s.prefix))),
    ],
    ipv6: true,
  };
}

const local = (name: string, address: Address, prefix: number): LocalAddress => ({
  address,
  interface: name,
  prefix,
  state: 'ok',
  link: 'up',
});
