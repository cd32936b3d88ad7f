import { existsSync } from 'node:fs';
import type { SandboxLayout } from '../model/sandbox.ts';

/**
 * What this kernel can have of a layout: one without IPv6 has none of its addresses. A listener at such an address fails
 * by itself, and says why; the others are tried. Reads /proc.
 */
export function possibleLayout(layout: SandboxLayout): SandboxLayout {
  if (hasIpv6()) return layout;
  return {
    ...layout,
    loopback: layout.loopback.filter(({ family }) => family === 'inet'),
    devices: layout.devices.map((device) => ({
      ...device,
      addresses: device.addresses.filter(({ family }) => family === 'inet'),
      ...(device.subnets === undefined
        ? {}
        : { subnets: device.subnets.filter(({ address }) => address.family === 'inet') }),
    })),
  };
}

/** if6_proc_init(), net/ipv6/addrconf.c: the file is there with and without addresses. */
const hasIpv6 = (): boolean => existsSync('/proc/thread-self/net/if_inet6');
