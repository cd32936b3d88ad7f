import { parseAddress } from '../model/address.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import type { TrialSandbox } from '../model/trial.ts';

/** The namespace of a trial. Every address lies on `lo`, whatever prefix is written. */
export function layoutOf({ addresses, devices, sysctls }: TrialSandbox): SandboxLayout {
  return {
    devices: devices.map((name) => ({ name, link: 'up', addresses: [] })),
    loopback: addresses.flatMap((text) => {
      const address = parseAddress(text.replace(/\/.*$/, ''));
      return address.ok ? [address.value] : [];
    }),
    sysctls,
  };
}
