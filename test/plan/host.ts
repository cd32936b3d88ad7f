import { type Address, type Family, parseAddress } from '../../src/model/address.ts';
import { axisLists, DEFAULT_AXES } from '../../src/model/axes.ts';
import type { Experiment, Sourced } from '../../src/model/experiment.ts';
import type { HeldSocket, Host } from '../../src/model/host.ts';
import type { Combination } from '../../src/model/plan.ts';

export const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};

/** A host with `lo` and the links that `addresses` name: `eth0 192.0.2.2`. */
export function hostWith(addresses: readonly string[], sysctls: Record<string, string> = {}): Host {
  const pairs = ['lo 127.0.0.1', 'lo ::1', ...addresses].map((line) => line.split(' ') as [string, string]);
  const names = [...new Set(pairs.map(([name]) => name))];
  return {
    facts: { os: 'linux', hostname: 'host', kernel: '6.18.0', uid: 0, capabilities: [], netns: 'net:[1]', sysctls },
    interfaces: names.map((name, i) => ({ name, index: i + 1, link: 'up', loopback: name === 'lo' })),
    addresses: pairs.map(([name, text]) => {
      const parsed = address(text);
      return { address: parsed, interface: name, prefix: parsed.family === 'inet' ? 24 : 64, state: 'ok', link: 'up' };
    }),
    ipv6: true,
  };
}

export const sourced = (text: string): Sourced => ({ text, source: { flag: '--address' } });

/** A combination of the defaults, but for `changes`. */
export const combinationWith = (changes: Partial<Combination> = {}): Combination => ({
  protocol: 'tcp',
  port: 50005,
  ...DEFAULT_AXES,
  ...changes,
});

export const experimentWith = (changes: Partial<Experiment> = {}): Experiment => ({
  where: 'host',
  ports: [50005],
  protocols: ['tcp'],
  families: ['inet', 'inet6'] satisfies Family[],
  interfaces: [sourced('*')],
  addresses: [],
  interfacesWritten: false,
  ...axisLists<never>((key) => [DEFAULT_AXES[key]]),
  show: ['alone', 'together', 'matrix'],
  exhaustive: false,
  seed: 1,
  live: false,
  expect: [],
  ...changes,
});

export const heldSocket = (changes: Partial<HeldSocket> = {}): HeldSocket => ({
  protocol: 'tcp',
  address: address('127.0.0.1'),
  port: 50005,
  state: 'LISTEN',
  uid: 0,
  inode: 1,
  owners: [],
  ...changes,
});
