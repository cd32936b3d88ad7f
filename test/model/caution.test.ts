import { describe, expect, test } from 'vitest';
import type { Protocol } from '../../src/model/address.ts';
import { ANY } from '../../src/model/address.ts';
import { allowed, type Caution, harmless, mayListen } from '../../src/model/caution.ts';
import type { Listener } from '../../src/model/listener.ts';
import { type Reuse, reuseOf, reuseOptions } from '../../src/model/options.ts';

const listener = (protocol: Protocol, reuse: Reuse): Listener => ({
  protocol,
  address: ANY.inet6,
  port: 80,
  options: { ...reuseOptions(reuse), v6only: true, device: 'eth0', freebind: true },
});

/** What is asked for, and what of it cannot take a part of a holder's traffic by bind(2). */
const HARMLESS = [
  ['tcp', 'none', 'none'],
  ['tcp', 'addr', 'addr'],
  ['tcp', 'port', 'none'],
  ['tcp', 'addr+port', 'addr'],
  ['udp', 'none', 'none'],
  ['udp', 'addr', 'none'],
  ['udp', 'port', 'none'],
  ['udp', 'addr+port', 'none'],
] as const;

describe('a listener on a port in use', () => {
  test.each(HARMLESS)('%s with reuse %s is tried with reuse %s, its other options kept', (protocol, reuse, least) => {
    const tried = harmless(listener(protocol, reuse));
    expect(reuseOf(tried.options)).toBe(least);
    expect(tried).toEqual(listener(protocol, least));
  });

  test.each(HARMLESS)('%s with reuse %s is itself only where that takes nothing', (protocol, reuse, least) => {
    const asked = listener(protocol, reuse);
    expect(harmless(asked) === asked).toBe(reuse === least);
  });
});

test.each<[Caution, Reuse, Reuse]>([
  ['free', 'addr+port', 'addr+port'],
  ['held', 'addr+port', 'addr'],
  ['live', 'addr+port', 'addr'],
])('on a port that is %s, reuse %s is allowed as %s', (caution, reuse, expected) => {
  expect(reuseOf(allowed(listener('tcp', reuse), caution).options)).toBe(expected);
});

test.each<[Caution, readonly (readonly [Protocol, Reuse])[], boolean]>([
  ['free', [['udp', 'addr+port']], true],
  ['held', [['tcp', 'none']], false],
  ['live', [['tcp', 'addr']], true],
  ['live', [['udp', 'addr']], false],
  [
    'live',
    [
      ['tcp', 'addr'],
      ['tcp', 'port'],
    ],
    false,
  ],
])('on a port that is %s, whether %j may listen is %s', (caution, asked, expected) => {
  expect(
    mayListen(
      asked.map(([protocol, reuse]) => listener(protocol, reuse)),
      caution,
    ),
  ).toBe(expected);
});
