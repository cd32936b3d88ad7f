import fc from 'fast-check';

export const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const flag = optional(fc.boolean());

/** The options of one socket. */
export const options = fc.record({
  reuseaddr: flag,
  reuseport: flag,
  v6only: flag,
  device: optional(fc.constantFrom('d1', 'lo')),
  freebind: flag,
  transparent: flag,
  bindNoPort: flag,
  incomingCpu: optional(fc.integer({ min: -1, max: 8191 })),
  linger: optional(fc.constantFrom(false as const, 0, 1, 3)),
  fastOpen: optional(fc.nat(1000)),
  broadcast: flag,
  multicastAll: flag,
  multicastIf: optional(fc.constantFrom('', 'd1')),
  multicastAll6: flag,
  multicastIf6: optional(fc.constantFrom('', 'lo')),
  portRange: optional(fc.tuple(fc.integer({ min: 0, max: 65535 }), fc.integer({ min: 0, max: 65535 }))),
});
/** The fields that open a socket. */
export const opening = fc.tuple(
  fc.record({ protocol: optional(fc.constantFrom('tcp', 'udp')), family: optional(fc.constantFrom('inet', 'inet6')) }),
  options,
);

/** The fields that have a value. */
export function present<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>;
}
