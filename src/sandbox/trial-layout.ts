import { parseAddress } from '../model/address.ts';
import type { SandboxDevice, SandboxLayout } from '../model/sandbox.ts';
import type { TrialDevice, TrialSandbox } from '../model/trial.ts';

/** The namespace of a trial. Every address but those of devices lies on `lo`, whatever prefix is written. */
export function layoutOf({ addresses, devices, sysctls }: TrialSandbox): SandboxLayout {
  return {
    devices: devices.map(deviceOf),
    loopback: addresses.flatMap((text) => {
      const address = parseAddress(text.replace(/\/.*$/, ''));
      return address.ok ? [address.value] : [];
    }),
    sysctls,
  };
}

function deviceOf(device: TrialDevice): SandboxDevice {
  if (typeof device === 'string') return { name: device, link: 'up', addresses: [] };
  const subnets = device.addresses.flatMap((text) => {
    const [ip = '', prefix] = text.split('/');
    const address = parseAddress(ip);
    if (!address.ok) return [];
    return [{ address: address.value, prefix: Number(prefix ?? (address.value.family === 'inet' ? 32 : 128)) }];
  });
  return { name: device.name, link: 'up', addresses: [], subnets };
}
