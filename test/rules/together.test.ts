import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, formatAddress } from '../../src/model/address.ts';
import { DEFAULT_AXES } from '../../src/model/axes.ts';
import type { Responder } from '../../src/model/disagreement.ts';
import { REUSE } from '../../src/model/options.ts';
import { OK } from '../../src/model/outcome.ts';
import { type Combination, listenerAt } from '../../src/model/plan.ts';
import { clientPacket } from '../../src/rules/client-packet.ts';
import {
  askedSystem,
  OPERATING_SYSTEMS,
  predictTogether,
  type RuleEnvironment,
  type RuleSet,
  ruleSet,
  type TogetherPrediction,
} from '../../src/rules/index.ts';
import { type OpenResult, opened, predictionOf, tryBind, tryListen } from '../../src/rules/open-listener.ts';
import { type RuleSocket, ruleSocketOfListener } from '../../src/rules/rule-socket.ts';
import { arbitraryAxes } from '../model/arbitrary-axes.ts';
import { cpuSeconds } from '../setup/cpu.ts';
import { times } from '../setup/long.ts';
import { ROWS, withRows } from './rows.ts';
import { at, environment, type Shape, socketOf } from './systems.ts';

interface Started {
  readonly socket: RuleSocket;
  result: OpenResult;
  entry?: RuleSocket;
}

/** The definition: every socket is asked about every other one. */
function askingAll(
  rules: RuleSet,
  env: RuleEnvironment,
  c: Combination,
  addresses: readonly Address[],
): TogetherPrediction[] {
  const setting = { rules, env };
  const all = addresses.map((address, i): Started => {
    const socket = ruleSocketOfListener(env, listenerAt(c, i === 0 ? 'holder' : 'newcomer', address));
    return { socket, result: { outcome: OK, rule: rules.portFree } };
  });
  const others = (self: Started): RuleSocket[] => [
    ...env.held,
    ...all.flatMap((o) => (o === self ? [] : (o.entry ?? []))),
  ];
  const listen = (s: Started): void => {
    s.result = tryListen(setting, s.socket, others(s), s.result);
    if (s.result.outcome === OK) s.entry = opened(s.socket);
    else delete s.entry;
  };
  for (const s of all) {
    s.result = tryBind(setting, s.socket, others(s));
    if (s.result.outcome === OK) s.entry = s.socket;
    if (c.sequence === 'listen-each') listen(s);
  }
  if (c.sequence === 'bind-all-first') all.forEach(listen);
  const ours = all.flatMap((s) => s.entry ?? []);
  const receivers = rules.receivers([...env.held, ...ours]);
  return all.map(({ socket: self, result }) => {
    const prediction = predictionOf(setting, self, result);
    const refused = rules.clientRefusal?.(rules, env, c.protocol, self.address);
    if (refused !== undefined) return { prediction, answers: [], refused };
    const answers = rules
      .deliver(receivers, clientPacket(env, c.protocol, c.port, self.address), rules)
      .map(({ socket }): Responder => (ours.includes(socket) ? socket.address : 'another socket'));
    return { prediction, answers };
  });
}

const ADDRESSES = [
  ...['0.0.0.0', '::', '::ffff:0.0.0.0', '127.0.0.1', '::ffff:127.0.0.1', '10.0.0.1', '::ffff:10.0.0.1', '10.0.0.2'],
  ...['10.9.9.9', '::1', 'fd00::1', 'fd00::9', 'fe80::1%lo', 'fe80::1%eth9', 'fe80::2%lo', '127.0.0.6'],
].map(at);

const LINK_LOCAL = ['fe80::1%lo', 'fe80::1%eth9', 'fe80::2%lo'].map((text) => [text, at(text)] as const);

/** A host with two links that share a link-local address. */
function withLinks(env: RuleEnvironment): RuleEnvironment {
  const known = LINK_LOCAL.map(([text, address]) => {
    const local = { address, interface: address.zone ?? '', prefix: 64, state: 'ok', link: 'up' } as const;
    return [text, local] as const;
  });
  return {
    ...env,
    addresses: new Map([...env.addresses, ...known]),
    zones: new Map([...env.zones, ['lo', 'lo'], ['eth9', 'eth9']]),
  };
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  address: fc.constantFrom('0.0.0.0', '::', '10.0.0.1', 'fd00::1'),
  reuse: fc.constantFrom(...REUSE),
  uid: fc.constantFrom(0, 1000),
  state: fc.constantFrom('BOUND' as const, 'LISTEN' as const, 'TIME_WAIT' as const, 'ESTABLISHED' as const),
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
});

const cases = fc.record({
  addresses: fc.uniqueArray(fc.constantFrom(...ADDRESSES), { maxLength: 12, selector: formatAddress }),
  protocol: fc.constantFrom('tcp', 'udp'),
  axes: arbitraryAxes,
  held: fc.array(shapes, { maxLength: 2 }),
  uid: fc.constantFrom(0, 1000),
});

const CROWD = Array.from({ length: 14 }, (_, i) => [at(`127.0.1.${i + 1}`), at(`::ffff:127.0.2.${i + 1}`)]).flat();

/** Twelve specific addresses at least, with ANY somewhere among them. */
const crowds = fc.record({
  addresses: fc
    .shuffledSubarray(CROWD, { minLength: 12 })
    .chain((many) =>
      fc
        .subarray(['0.0.0.0', '::', '::ffff:0.0.0.0', '::1', 'fd00::1'].map(at), { minLength: 1 })
        .chain((few) => fc.shuffledSubarray([...many, ...few], { minLength: many.length + few.length })),
    ),
  axes: arbitraryAxes,
});

/** Rows of neighbours, nearly all of which are alike, with others before, between and after them. */
const rows = fc.record({
  addresses: fc
    .array(
      fc.oneof(
        fc.constantFrom(...ROWS.map((row) => row.addresses)),
        fc.constantFrom(...ROWS.map((row) => row.addresses.slice(4, 17))),
        fc.constantFrom(...ADDRESSES, at('::ffff:10.0.3.3'), at('127.0.0.6')).map((one) => [one]),
      ),
      { maxLength: 5 },
    )
    .map((found) => [...new Map(found.flat().map((one) => [formatAddress(one), one])).values()]),
  protocol: fc.constantFrom('tcp', 'udp'),
  axes: arbitraryAxes,
  held: fc.array(shapes, { maxLength: 1 }),
  uid: fc.constantFrom(0, 1000),
});

describe('all addresses together', () => {
  test.each(OPERATING_SYSTEMS)(
    '%s: rows of addresses that are alike, as if every socket were asked about every other',
    (os) => {
      const rules = ruleSet(os);
      fc.assert(
        fc.property(rows, ({ addresses, protocol, axes, held, uid }) => {
          const combination: Combination = { protocol, port: 50005, ...axes };
          const others = held.filter((h) => h.protocol === protocol).map(socketOf);
          const env = { ...withRows(withLinks(environment(os, uid))), held: others };
          expect(predictTogether(rules, env, combination, addresses)).toEqual(
            askingAll(rules, env, combination, addresses),
          );
        }),
        { numRuns: os === 'linux' ? times(30, 1000) : times(10, 300) },
      );
    },
  );

  test.each(OPERATING_SYSTEMS)('%s: as if every socket were asked about every other', (os) => {
    const rules = ruleSet(os);
    fc.assert(
      fc.property(cases, ({ addresses, protocol, axes, held, uid }) => {
        const combination: Combination = { protocol, port: 50005, ...axes };
        const others = held.filter((h) => h.protocol === protocol).map(socketOf);
        const env = { ...withLinks(environment(os, uid)), held: others };
        expect(predictTogether(rules, env, combination, addresses)).toEqual(
          askingAll(rules, env, combination, addresses),
        );
      }),
      { numRuns: os === 'linux' ? times(500, 1500) : times(100, 300) },
    );
  });

  test.each(['5.10', '6.1', '6.18.15', '7.3'])(
    'linux@%s: many sockets on a port, as if each were asked about each',
    (kernel) => {
      const system = askedSystem(`linux@${kernel}`);
      if ('message' in system) throw new Error(system.message);
      const { rules } = system;
      const env = environment('linux');
      fc.assert(
        fc.property(crowds, ({ addresses, axes }) => {
          const combination: Combination = { protocol: 'udp', port: 50005, ...axes };
          expect(predictTogether(rules, env, combination, addresses)).toEqual(
            askingAll(rules, env, combination, addresses),
          );
        }),
        { numRuns: times(30, 300) },
      );
    },
  );

  test.each(['tcp', 'udp'] as const)('thousands of %s addresses take seconds at most, in either order', (protocol) => {
    const specific = Array.from({ length: times(2000, 5000) }, (_, i) =>
      at(`127.${protocol === 'tcp' ? 1 : 2}.${i >> 8}.${i & 255}`),
    );
    const env = environment('linux');
    const combination = {
      protocol,
      port: 50005,
      ...DEFAULT_AXES,
    } as const;
    const seconds = cpuSeconds(() => {
      for (const sequence of ['listen-each', 'bind-all-first'] as const) {
        predictTogether(ruleSet('linux'), env, { ...combination, sequence }, [at('0.0.0.0'), ...specific]);
        predictTogether(ruleSet('linux'), env, { ...combination, sequence }, [...specific, at('0.0.0.0')]);
      }
    });
    expect(seconds).toBeLessThan(5);
  });
});
