import * as net from 'node:net';
import { constants } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ERRNO_NAMES } from '../../src/config/errno-names.ts';
import { isIPv4, isIPv6 } from '../../src/model/ip-text.ts';
import { testWhere } from '../setup/where.ts';

const piece = fc.constantFrom(
  '0',
  '1',
  '01',
  '255',
  '256',
  'ffff',
  'FE80',
  '12345',
  'g',
  '',
  '.',
  ':',
  '::',
  '1.2.3.4',
);
const nearly = fc
  .array(fc.tuple(piece, fc.constantFrom(':', '::', '.', '')), { maxLength: 9 })
  .map((parts) => parts.flat().join(''));

test('a text that is nearly an address is IPv4 or IPv6 exactly where node:net says so', () => {
  fc.assert(
    fc.property(fc.oneof(nearly, fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
      expect(isIPv4(text)).toBe(net.isIPv4(text));
      if (!text.includes('%')) expect(isIPv6(text)).toBe(net.isIPv6(text));
    }),
    { numRuns: 5000 },
  );
});

testWhere(
  process.platform === 'linux' || 'the names are those of Linux',
  'every errno that Node names is a name',
  () => {
    expect(ERRNO_NAMES.slice(0, -5)).toEqual(Object.keys(constants.errno));
  },
);
