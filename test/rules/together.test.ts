import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, formatAddress } from '../../src/model/address.ts';
import { REUSE } from '../../src/model/options.ts';
import type { Combination } from '../../src/model/plan.ts';
import {
  OPERATING_SYSTEMS,
  predictTogether,
  type RuleEnvironment,
  type RuleSet,
  ruleSet,
  type TogetherPrediction,
} from '../../src/rules/index.ts';
import { seatOf, shareGroup } from '../../src/rules/linux/delivery.ts';
import type { RuleSocket } from '../../src/rules/rule-socket.ts';
import {
  clientTarget,
  type OpenResult,
  nameOf,
  opened,
  partyAt,
  predictionOf,
  tryBind,
  tryListen,
} from '../../src/rules/predict.ts';
import { ELSEWHERE } from '../../src/rules/together.ts';
import { at, environment, party, type Shape } from './systems.ts';

/** The definition: every socket is asked about every other one. */
function askingAll(
  rules: RuleSet,
  env: RuleEnvironment,
  c: Combination,
  addresses: readonly Address[],
): TogetherPrediction[] {
  const all = addresses.map((address, i): { party: RuleSocket; fate: OpenResult; entry?: RuleSocket } => ({
    party: partyAt(env, c, address, i === 0 ? c.reuse.holder : c.reuse.newcomer),
    fate: { outcome: 'ok', judgement: { outcome: 'ok', rule: '' } },
  }));
  type Socket = (typeof all)[number];
  const others = (self: Socket): RuleSocket[] => [...env.held, ...all.flatMap((o) => (o === self ? [] : (o.entry ?? [])))];
  const listen = (s: Socket): void => {
    s.fate = tryListen(rules, env, s.party, others(s), s.fate);
    if (s.fate.outcome === 'ok') s.entry = opened(s.party);
    else delete s.entry;
  };
  for (const s of all) {
    s.fate = tryBind(rules, env, s.party, others(s));
    if (s.fate.outcome === 'ok') s.entry = s.party;
    if (c.sequence === 'listen-each') listen(s);
  }
  if (c.sequence === 'bind-all-first') all.forEach(listen);
  const ours = all.flatMap((s) => s.entry ?? []);
  const open = [...env.held, ...ours];
  const receivers = open.map((p, turn) => ({
    party: p,
    seat: seatOf(p, turn + 1),
    group: open.findIndex((first) => shareGroup(p, first)),
    groupConnected: false,
    connectedAt: 0,
  }));
  return all.map(({ party: self, fate }) => {
    const to = clientTarget(self.address);
    const [from, device] = [{ address: to, port: 0 }, self.device ?? 'lo'];
    const answers = rules
      .deliver(receivers, { protocol: c.protocol, to, port: c.port, from, device }, rules.off)
      .map((r) => (ours.includes(r.party) ? nameOf(r.party) : ELSEWHERE));
    return { prediction: predictionOf(rules, self, fate), answers };
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
  holder: fc.constantFrom(...REUSE),
  newcomer: fc.constantFrom(...REUSE),
  v6only: fc.constantFrom('system', 'on', 'off'),
  sequence: fc.constantFrom('listen-each', 'bind-all-first'),
  held: fc.array(shapes, { maxLength: 2 }),
  uid: fc.constantFrom(0, 1000),
});

describe('all addresses together', () => {
  test.each(OPERATING_SYSTEMS)('%s: as if every socket were asked about every other', (os) => {
    const rules = ruleSet(os);
    fc.assert(
      fc.property(cases, ({ addresses, protocol, holder, newcomer, v6only, sequence, held, uid }) => {
        const combination: Combination = { protocol, port: 50005, reuse: { holder, newcomer }, v6only, sequence };
        const others = held.filter((h) => h.protocol === protocol).map(party);
        const env = { ...withLinks(environment(os, uid)), held: others };
        expect(predictTogether(rules, env, combination, addresses)).toEqual(
          askingAll(rules, env, combination, addresses),
        );
      }),
      { numRuns: os === 'linux' ? 1500 : 300 },
    );
  });

  test.each(['tcp', 'udp'] as const)('five thousand %s addresses take a moment, in either order', (protocol) => {
    const specific = Array.from({ length: 5000 }, (_, i) =>
      at(`127.${protocol === 'tcp' ? 1 : 2}.${i >> 8}.${i & 255}`),
    );
    const begin = performance.now();
    for (const sequence of ['listen-each', 'bind-all-first'] as const) {
      const combination: Combination = {
        protocol,
        port: 50005,
        reuse: { holder: 'addr', newcomer: 'addr' },
        v6only: 'system',
        sequence,
      };
      const env = environment('linux');
      predictTogether(ruleSet('linux'), env, combination, [at('0.0.0.0'), ...specific]);
      predictTogether(ruleSet('linux'), env, combination, [...specific, at('0.0.0.0')]);
    }
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
