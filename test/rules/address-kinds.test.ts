import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../src/model/address.ts';
import { gridAt } from '../../src/model/grid.ts';
import { REUSE } from '../../src/model/options.ts';
import { type Combination, listenerAt } from '../../src/model/plan.ts';
import {
  listenerVerdicts,
  OPERATING_SYSTEMS,
  predictListener,
  predictMatrix,
  predictPair,
  type RuleEnvironment,
  ruleSet,
} from '../../src/rules/index.ts';
import { arbitraryAxes } from '../model/arbitrary-axes.ts';
import { times } from '../setup/long.ts';
import { ROWS, withRows } from './rows.ts';
import { at, environment, socketOf } from './systems.ts';

/** Those that some rule knows by themselves: nowhere, of many hosts, of a link, v4-mapped, or a name of the kernel's. */
const ODD = [
  ...['0.0.0.0', '::', '::ffff:0.0.0.0', '::ffff:10.0.3.2', '192.0.2.9', '2001:db8::9', 'fe80::1', 'fe80::1%lo'],
  ...['224.0.0.1', 'ff02::1%lo', '255.255.255.255', '240.0.0.1', '0.1.2.3', '127.0.0.6', '10.0.3.255'],
].map(at);

const cases = fc.record({
  addresses: fc.uniqueArray(fc.constantFrom(...ROWS.flatMap((row) => row.addresses.slice(0, 5)), ...ODD), {
    minLength: 1,
    maxLength: 9,
    selector: formatAddress,
  }),
  protocol: fc.constantFrom('tcp', 'udp'),
  port: fc.constantFrom(80, 50005),
  axes: arbitraryAxes,
  held: fc.array(
    fc
      .record({
        address: fc.constantFrom('0.0.0.0', '::', '10.0.3.1', '127.0.3.2', '127.0.5.1', 'fd00:3::1'),
        reuse: fc.constantFrom(...REUSE),
        state: fc.constantFrom('BOUND' as const, 'LISTEN' as const, 'ESTABLISHED' as const),
        protocol: fc.constantFrom('tcp' as const, 'udp' as const),
      })
      .map(socketOf),
    { maxLength: 2 },
  ),
  uid: fc.constantFrom(0, 1000),
});

/** With a broadcast address, and an address that was taken out of the table local. */
const hostWith = (os: (typeof OPERATING_SYSTEMS)[number], uid: number, held: RuleEnvironment['held']) => ({
  ...withRows(environment(os, uid)),
  held,
  broadcasts: new Map([['10.0.3.255', 'eth0']]),
  unrouted: new Set(['10.0.3.4']),
});

describe('addresses of one kind are looked at once, as if each were', () => {
  test.each(OPERATING_SYSTEMS)('%s: by itself', (os) => {
    const rules = ruleSet(os);
    fc.assert(
      fc.property(cases, ({ addresses, protocol, port, axes, held, uid }) => {
        const env = hostWith(os, uid, held);
        const verdictOf = listenerVerdicts(rules, env);
        const combination: Combination = { protocol, port, ...axes };
        for (const address of addresses) {
          const listener = listenerAt(combination, 'newcomer', address);
          const { outcome, rule } = predictListener(rules, env, listener);
          expect(verdictOf(listener)).toMatchObject({ outcome, rule });
        }
      }),
      { numRuns: times(25, 1000) },
    );
  });

  test.each(OPERATING_SYSTEMS)('%s: in pairs', (os) => {
    const rules = ruleSet(os);
    fc.assert(
      fc.property(cases, ({ addresses, protocol, port, axes, held, uid }) => {
        const env = hostWith(os, uid, held);
        const combination: Combination = { protocol, port, ...axes };
        const matrix = predictMatrix(rules, env, combination, addresses);
        for (const [i, holder] of addresses.entries())
          for (const [j, newcomer] of addresses.entries()) {
            const { outcome, rule } = predictPair(rules, env, combination, holder, newcomer);
            expect([gridAt(matrix.outcomes, i, j), gridAt(matrix.rules, i, j)]).toEqual([outcome, rule]);
          }
      }),
      { numRuns: times(8, 300) },
    );
  });
});
