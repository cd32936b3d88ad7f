import fc from 'fast-check';
import { test } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import { optionsInShort, optionsKey } from '../../../src/report/why/held/options.ts';
import { address, heldSocket } from '../../plan/host.ts';

const flag = fc.option(fc.boolean(), { nil: undefined });
const socket = fc
  .record({
    address: fc.constantFrom('0.0.0.0', '::', '::1').map(address),
    state: fc.constantFrom('LISTEN', 'TIME_WAIT', 'ESTABLISHED' as const),
    reuseaddr: flag,
    reuseport: flag,
    v6only: flag,
    device: fc.constantFrom('d1', undefined),
    peer: fc.constantFrom({ address: address('192.0.2.1'), port: 1 }, undefined),
  })
  .map((changes) => heldSocket(changes as Partial<HeldSocket>));

test('sockets whose options read differently have different keys', () => {
  fc.assert(
    fc.property(socket, socket, (a, b) => {
      const other = { ...b, address: a.address, state: a.state };
      const alike = optionsInShort(a).join(' ') === optionsInShort(other).join(' ');
      return alike ? true : optionsKey(a) !== optionsKey(other);
    }),
    { numRuns: 2000 },
  );
});
