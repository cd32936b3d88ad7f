import * as net from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isIPv4, isIPv6 } from '../../src/model/ip-text.ts';

const group = fc.oneof(
  fc.constantFrom('', '', '0', 'ffff', 'FFFF', '12345', 'g', '1.2.3.4', '::', '%', ' '),
  fc.nat(0xffff).map((n) => n.toString(16)),
);
const dotted = fc
  .array(fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '00', '01', '256', 'x')), { minLength: 3, maxLength: 5 })
  .map((parts) => parts.join('.'));
const text = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  dotted,
  fc.array(group, { minLength: 1, maxLength: 10 }).map((parts) => parts.join(':')),
  fc.tuple(fc.array(group, { maxLength: 7 }), dotted).map(([parts, tail]) => [...parts, tail].join(':')),
);

test('a text is an address where node:net says so', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(isIPv4(one), one).toBe(net.isIPv4(one));
      if (!one.includes('%')) expect(isIPv6(one), one).toBe(net.isIPv6(one));
    }),
    { numRuns: 3000 },
  );
});
