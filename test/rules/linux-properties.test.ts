import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAny, unmap } from '../../src/model/address.ts';
import { axesAlone, DEFAULT_AXES } from '../../src/model/axes.ts';
import { gridAt } from '../../src/model/grid.ts';
import { REUSE } from '../../src/model/options.ts';
import { formatPrediction, refused, UNKNOWN } from '../../src/model/outcome.ts';
import type { Combination } from '../../src/model/plan.ts';
import { judge } from '../../src/rules/decide.ts';
import { OPERATING_SYSTEMS, predictMatrix, predictPair, ruleSet } from '../../src/rules/index.ts';
import type { Hidden } from '../../src/rules/rule-socket.ts';
import { arbitraryAxes } from '../model/arbitrary-axes.ts';
import { at, environment, type Shape, socketOf } from './systems.ts';

const LINUX = ruleSet('linux');
const TEXTS = [
  '0.0.0.0',
  '127.0.0.1',
  '10.0.0.1',
  '192.0.2.9',
  '::',
  '::1',
  'fd00::1',
  '2001:db8::9',
  'fe80::1',
  'fe80::1%lo',
  '::ffff:0.0.0.0',
  '::ffff:127.0.0.1',
];

const combination: fc.Arbitrary<Combination> = fc
  .record({
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    port: fc.constantFrom(80, 50005),
    axes: arbitraryAxes,
  })
  .map(({ axes, ...endpoint }) => ({ ...endpoint, ...axes }));
const address = fc.constantFrom(...TEXTS).map(at);
const uid = fc.constantFrom(0, 1000);

describe('of every operating system', () => {
  test.each(OPERATING_SYSTEMS)('%s: the matrix is its pairs', (os) => {
    const rules = ruleSet(os);
    fc.assert(
      fc.property(combination, fc.array(address, { maxLength: 8 }), uid, (c, addresses, who) => {
        const env = environment(os, who);
        const matrix = predictMatrix(rules, env, c, addresses);
        for (const [i, holder] of addresses.entries()) {
          for (const [j, newcomer] of addresses.entries()) {
            const { outcome, rule } = predictPair(rules, env, c, holder, newcomer);
            expect([gridAt(matrix.outcomes, i, j), gridAt(matrix.rules, i, j)]).toEqual([outcome, rule]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('of Linux', () => {
  const env = environment('linux');
  const outcome = (c: Combination, holder: string, newcomer: string): string =>
    formatPrediction(predictPair(LINUX, env, c, at(holder), at(newcomer)).outcome);
  const bindable = fc.constantFrom('0.0.0.0', '127.0.0.1', '10.0.0.1', '::', '::1', 'fd00::1');

  /**
   * Sockets of the user who runs the program, on no device, with options that Linux has: a device and a user decide which
   * addresses and ports may be bound at all.
   */
  const usual = combination
    .filter(({ reuse }) => reuse.holder !== 'exclusive' && reuse.newcomer !== 'exclusive')
    .map((c) => ({ ...c, device: DEFAULT_AXES.device, uid: DEFAULT_AXES.uid }));

  test('with the same options two sockets fare alike in either order', () => {
    fc.assert(
      fc.property(usual, bindable, bindable, (c, a, b) => {
        const same = { ...c, ...axesAlone(c) };
        expect(outcome(same, a, b)).toBe(outcome(same, b, a));
      }),
    );
  });

  test('two different specific addresses share every port', () => {
    fc.assert(
      fc.property(usual, bindable, bindable, (c, a, b) => {
        fc.pre(a !== b && !isAny(unmap(at(a))) && !isAny(unmap(at(b))));
        expect(outcome(c, a, b)).toBe('ok');
      }),
    );
  });

  test('taking an option away from the newcomer never helps it', () => {
    fc.assert(
      fc.property(usual, bindable, bindable, (c, a, b) => {
        const less = { ...c, reuse: { ...c.reuse, newcomer: 'none' as const } };
        if (outcome(less, a, b) === 'ok') expect(outcome(c, a, b)).toBe('ok');
      }),
    );
  });

  test('once both are bound with SO_REUSEPORT, or neither overlaps, listening never fails', () => {
    fc.assert(
      fc.property(usual, bindable, bindable, (c, a, b) => {
        const port = { ...c, reuse: { holder: 'port', newcomer: 'port' } as const };
        expect(outcome(port, a, b)).toBe('ok');
      }),
    );
  });

  const shape: fc.Arbitrary<Shape> = fc.record({
    address: bindable,
    reuse: fc.constantFrom(...REUSE),
    uid,
    state: fc.constantFrom('BOUND', 'LISTEN', 'ESTABLISHED', 'TIME_WAIT'),
    protocol: fc.constantFrom('tcp', 'udp'),
    v6only: fc.boolean(),
  });
  const hidden = fc.subarray<Hidden>(['reuseaddr', 'reuseport', 'v6only']);

  test('an option that could not be read makes the outcome unknown exactly where it decides', () => {
    fc.assert(
      fc.property(shape, shape, hidden, (newcomer, old, options) => {
        const attempt = {
          env,
          newcomer: socketOf({ ...newcomer, protocol: old.protocol ?? 'tcp' }),
          call: 'bind' as const,
        };
        const plain = socketOf(old);
        const outcomes = new Set(
          valuesOf(options).map((values) => judge(LINUX, attempt, [{ ...plain, ...values }]).outcome),
        );
        const [only] = outcomes;
        const judged = judge(LINUX, attempt, [{ ...plain, hidden: options }]).outcome;
        expect(judged).toBe(outcomes.size === 1 ? only : UNKNOWN);
      }),
    );
  });

  test('a thousand addresses, a million pairs', () => {
    const addresses = Array.from({ length: 1001 }, (_, i) => at(i === 0 ? '0.0.0.0' : `127.0.${i >> 8}.${i & 255}`));
    const c: Combination = {
      protocol: 'tcp',
      port: 50005,
      ...DEFAULT_AXES,
      v6only: 'off',
    };
    const { outcomes } = predictMatrix(LINUX, environment('linux'), c, addresses);
    expect([outcomes.rows, outcomes.columns]).toEqual([1001, 1001]);
    expect(gridAt(outcomes, 0, 1)).toBe(refused('bind', 'EADDRINUSE'));
  });
});

/** Every assignment of the options. */
function valuesOf(options: readonly Hidden[]): Partial<Record<Hidden, boolean>>[] {
  const [first, ...rest] = options;
  if (first === undefined) return [{}];
  return valuesOf(rest).flatMap((values) => [
    { ...values, [first]: true },
    { ...values, [first]: false },
  ]);
}
