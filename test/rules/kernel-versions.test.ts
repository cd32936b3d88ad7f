import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostFacts } from '../../src/model/host.ts';
import { type KernelVersion, parseKernelVersion } from '../../src/model/kernel-version.ts';
import { formatStep } from '../../src/model/step-outcome.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import {
  advance,
  askedSystem,
  environmentOf,
  follow,
  predict,
  type RuleSet,
  startWorld,
} from '../../src/rules/index.ts';
import { LINUX } from '../../src/rules/linux/set.ts';
import { hasChange } from '../../src/rules/linux/versions/change.ts';
import { CHANGE_NAMES, type ChangeName, changeOf } from '../../src/rules/linux/versions/changes.ts';
import { kernelOfVersion, untold } from '../../src/rules/linux/versions/kernel.ts';
import { standing, VALIDITY } from '../../src/rules/linux/versions/validity.ts';
import { linuxOf } from '../../src/rules/linux-of.ts';

const versionOf = (text: string): KernelVersion => parseKernelVersion(text) as KernelVersion;

/** The kernels that were run, and what the last step of the example of each rule comes to there; `y`: the kernel has the rule. */
const KERNELS = [
  '5.10.46',
  '5.10.262',
  '6.1.176',
  '6.1.192',
  '6.12.113',
  '6.16.3',
  '6.17.13',
  '6.18.15',
  '6.18.44',
  '7.2.7',
];

const HOLDS: Readonly<Record<string, string>> = {
  // as in KERNELS; y holds, n does not, ? cannot be told
  'linux.udp-any-beside-many': 'y y n n n y y y n n',
  'linux.mapped-any-unseen': 'n n y y n n n n n n',
  'linux.reuse-cached': 'y y y y n n n n n n',
  'linux.connected-udp-first': 'n n n n n y y y y y',
  'linux.reuseport-before-connected': 'y y y y y n n n n n',
  'linux.self-connect-shut': 'n y y y y y y y y y',
  'linux.device-before-none': 'n y y y y y y y y y',
  'linux.device-ignored': 'y n n n n n n n n n',
  'linux.no-port-range': 'y y n n n n n n n n',
  'linux.port-stays-bound': 'y y y y y y n n n n',
  'linux.incoming-cpu-ignored': 'y y n n n n n n n n',
};

const LETTER = { holds: 'y', 'does not hold': 'n', 'cannot be told': '?' } as const;

test.each(Object.entries(HOLDS))('%s holds on the kernels on which it was seen', (id, letters) => {
  const found = KERNELS.map((text) => LETTER[standing(id as keyof typeof VALIDITY, kernelOfVersion(versionOf(text)))]);
  expect(found.join(' ')).toBe(letters);
});

const FACTS: HostFacts = {
  os: 'linux',
  hostname: 'host',
  kernel: '',
  uid: 0,
  capabilities: ['CAP_NET_BIND_SERVICE'],
  netns: '',
  sysctls: {},
};

/** What the rules foresee of the example of a rule, step by step. */
function foreseen(rules: RuleSet, id: string): string[] {
  const trial = catalogue().find((rule) => rule.id === id)?.example;
  const sysctls = { 'net.ipv4.ip_local_port_range': '32768 60999', ...trial?.sandbox.sysctls };
  const host = { facts: { ...FACTS, sysctls }, interfaces: [], addresses: [], ipv6: true };
  const local = {
    address: { family: 'inet' as const, ip: '127.0.0.1' },
    interface: 'lo',
    prefix: 8,
    state: 'ok' as const,
    link: 'up' as const,
  };
  const lo = { name: 'lo', index: 1, link: 'up' as const, loopback: true };
  let world = startWorld(rules, environmentOf({ ...host, interfaces: [lo], addresses: [local] }, []));
  const open = new Set<string>();
  return (trial?.steps ?? []).map((written) => {
    const step = 'socket' in written && !open.has(written.socket) ? { open: {}, ...written } : written;
    if ('socket' in step) open.add(step.socket);
    const outcome = predict(world, step).outcomes.map(formatStep).join(' or ');
    world = follow(world, step);
    return outcome;
  });
}

const rulesOf = (text: string): RuleSet => linuxOf({ kernel: text });

/** Two addresses may have one slot of a hash. */
const CHANCE = 'ok or EADDRINUSE';

/** The last step of the example of a rule, on each kernel. */
test.each([
  [
    'linux.udp-any-beside-many',
    [CHANCE, CHANCE, 'EADDRINUSE', 'EADDRINUSE', 'EADDRINUSE', CHANCE, CHANCE, CHANCE, 'EADDRINUSE', 'EADDRINUSE'],
  ],
  ['linux.mapped-any-unseen', ['EADDRINUSE', 'EADDRINUSE', 'ok', 'ok', ...Array(6).fill('EADDRINUSE')]],
  ['linux.reuse-cached', ['ok', 'ok', 'ok', 'ok', ...Array(6).fill('EADDRINUSE')]],
  ['linux.no-port-range', ['ENOPROTOOPT', 'ENOPROTOOPT', ...Array(8).fill('ok')]],
  ['linux.self-connect-half-shut', ['ok', ...Array(9).fill('ECONNABORTED')]],
  ['linux.connected-udp-first', Array(10).fill('ok')],
  ['linux.connections-migrate', ['EAGAIN', 'EAGAIN', ...Array(8).fill('ok')]],
  ['linux.port-stays-bound', [...Array(6).fill('EADDRNOTAVAIL'), 'ok', 'ok', 'ok', 'ok']],
])('the example of %s comes to what was seen on each kernel', (id, outcomes) => {
  expect(KERNELS.map((text) => foreseen(rulesOf(text), id).at(-1))).toEqual(outcomes);
});

test.each([
  [
    'linux.connected-udp-first',
    3,
    ['newcomer', 'newcomer', 'newcomer', 'newcomer', 'newcomer', ...Array(5).fill('ok')],
  ],
  ['linux.device-before-none', 2, ['anywhere', ...Array(9).fill('ok')]],
])('the datagram of the example of %s goes where it was seen to go', (id, step, receivers) => {
  const found = KERNELS.map((text) => foreseen(rulesOf(text), id)[step]?.replace('received by ', ''));
  expect(found).toEqual(receivers);
});

const RELEASE = fc.record({
  series: fc.constantFrom('5.10', '5.15', '6.1', '6.6', '6.8', '6.12', '6.17', '6.18', '7.0', '7.2'),
  patch: fc.nat(400),
});

test('a series that has a change keeps it', () => {
  const order = { no: 0, unknown: 1, yes: 2 } as const;
  fc.assert(
    fc.property(RELEASE, fc.nat(100), fc.constantFrom(...CHANGE_NAMES), ({ series, patch }, more, name) => {
      const [now, later] = [patch, patch + more].map((n) => hasChange(changeOf(name), versionOf(`${series}.${n}`)));
      expect(order[later as 'no']).toBeGreaterThanOrEqual(order[now as 'no']);
    }),
  );
});

test('mainline keeps a change, and what is newer than any table has all', () => {
  for (const name of CHANGE_NAMES.filter((one) => changeOf(one).mainline !== undefined)) {
    const firsts = [
      '5.10',
      '5.14',
      '5.15',
      '5.19',
      '6.0',
      '6.2',
      '6.3',
      '6.8',
      '6.9',
      '6.13',
      '6.19',
      '7.0',
      '7.3',
      '8.1',
    ];
    const found = firsts.map((text) => hasChange(changeOf(name), versionOf(`${text}.0`)));
    expect(found.lastIndexOf('no')).toBeLessThan(found.indexOf('yes'));
  }
  expect(linuxOf({ kernel: '9.4.1' })).toBe(LINUX);
});

/** Rules of which one ends where the other begins: whoever has one of them has not the other, and some one holds. */
test.each([
  ['linux.connected-udp-first', 'linux.connected-udp-scored'],
  ['linux.connected-udp-first', 'linux.reuseport-before-connected'],
  ['linux.device-before-none', 'linux.device-ignored'],
  ['linux.self-connect-shut', 'linux.self-connect-half-shut'],
  ['linux.port-range-reversed', 'linux.no-port-range'],
] as const)('there is no gap between %s and %s, and no kernel has both', (now, before) => {
  fc.assert(
    fc.property(RELEASE, ({ series, patch }) => {
      const kernel = kernelOfVersion(versionOf(`${series}.${patch}`));
      const both = [standing(now, kernel), standing(before, kernel)].sort();
      expect([
        ['does not hold', 'holds'],
        ['cannot be told', 'cannot be told'],
      ]).toContainEqual(both);
    }),
  );
});

test('every rule that ends says what comes instead, or has a rule that begins with the same change', () => {
  const begun = new Set(Object.values(VALIDITY).map(({ since }) => since));
  const mute = Object.entries(VALIDITY).filter(
    ([, { until, today }]) => until !== undefined && today === undefined && !begun.has(until),
  );
  expect(mute).toEqual([]);
});

test('of a distribution that takes changes back only what its series always had is told', () => {
  const kernel = kernelOfVersion(parseKernelVersion('5.14.0-427.el9.x86_64'));
  expect(untold(kernel)).toEqual(CHANGE_NAMES.filter((name) => name !== 'accept-queues-migrate'));
  expect(kernel['udp-wildcard-check' satisfies ChangeName]).toBe('unknown');
  expect(kernelOfVersion(parseKernelVersion('6.12.0-55.el10'))['sockets-in-bhash2-alone']).toBe('yes');
});

test('what the version does not tell is unknown, and known again once a trial has shown it', () => {
  const facts = { kernel: '5.14.0-427.el9.x86_64' };
  expect(foreseen(linuxOf(facts), 'linux.reuse-cached').at(-1)).toBe('unknown');
  expect(
    foreseen(linuxOf({ ...facts, kernelProbed: { 'sockets-in-bhash2-alone': false } }), 'linux.reuse-cached').at(-1),
  ).toBe('ok');
  expect(
    foreseen(linuxOf({ ...facts, kernelProbed: { 'sockets-in-bhash2-alone': true } }), 'linux.reuse-cached').at(-1),
  ).toBe('EADDRINUSE');
});

test('a trial on such a kernel is followed on once its steps have told what the kernel is', () => {
  const rules = linuxOf({ kernel: '5.14.0-427.el9.x86_64' });
  const trial = catalogue().find(({ id }) => id === 'linux.no-port-range')?.example;
  const step = { open: {}, ...trial?.steps[0] } as never;
  const world = startWorld(rules, environmentOf({ facts: FACTS, interfaces: [], addresses: [], ipv6: true }, []));
  expect(predict(world, step).rule).toBe('linux.kernel-not-told');
  const refused = { outcome: { kind: 'refused', call: 'setsockopt', errno: 'ENOPROTOOPT' } } as const;
  const after = advance(world, step, refused);
  expect(predict(after, { ...(step as object), socket: 'other' } as never).outcomes.map(formatStep)).toEqual([
    'ENOPROTOOPT',
  ]);
});

test('a version that may be written names its rules; another is refused with what may be', () => {
  expect(askedSystem('linux@6.1')).toMatchObject({ id: 'linux@6.1.192', name: 'Linux 6.1.192', newestOf: '6.1' });
  expect(askedSystem('linux@5.10.46')).toMatchObject({ id: 'linux@5.10.46' });
  expect(askedSystem('linux')).toMatchObject({ id: 'linux', rules: LINUX });
  for (const text of ['linux@4.9', 'linux@6.5', 'linux@x', 'linux@9.1.2', 'linux@6.1@2'])
    expect(askedSystem(text)).toMatchObject({ hint: expect.stringMatching(/5\.10, 6\.1|the systems are/) });
  expect(askedSystem('freebsd@14')).toMatchObject({ hint: 'write freebsd' });
});
