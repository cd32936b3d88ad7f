import { formatAddress } from '../../src/model/address.ts';
import type { RuleEnvironment } from '../../src/rules/index.ts';
import { at } from './systems.ts';

/** Addresses of one link or of none, in a row; the host has all but the last. */
export const ROWS = [
  { length: 18, device: 'lo', at: (i: number) => at(`127.0.3.${i + 1}`) },
  { length: 16, device: 'eth0', at: (i: number) => at(`10.0.3.${i + 1}`) },
  { length: 16, device: 'd1', at: (i: number) => at(`10.0.4.${i + 1}`) },
  { length: 16, device: 'eth0', at: (i: number) => at(`fd00:3::${i + 1}`) },
  { length: 14, device: undefined, at: (i: number) => at(`127.0.5.${i + 1}`) },
].map((row) => ({ device: row.device, addresses: Array.from({ length: row.length }, (_, i) => row.at(i)) }));

export const withRows = (env: RuleEnvironment): RuleEnvironment => {
  const known = ROWS.flatMap(({ device, addresses }) =>
    device === undefined
      ? []
      : addresses.map((address) => {
          const local = { address, interface: device, prefix: 128, state: 'ok', link: 'up' } as const;
          return [formatAddress(address), local] as const;
        }),
  );
  return { ...env, addresses: new Map([...env.addresses, ...known]), localPrefixes: [{ bits: 8, network: 127 }] };
};
