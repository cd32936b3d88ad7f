import { expect, test } from 'vitest';
import { LOOPBACK, parseAddress } from '../../src/model/address.ts';
import type { Host, LocalAddress } from '../../src/model/host.ts';
import { parseKernelVersion } from '../../src/model/kernel-version.ts';
import type { StepPrediction } from '../../src/model/prediction.ts';
import { formatStep, type StepOutcome } from '../../src/model/step-outcome.ts';
import type { Step, Trial, TrialSandbox } from '../../src/model/trial.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { advance, environmentOf, predict, type RuleSet, startWorld } from '../../src/rules/index.ts';
import { LINUX_EXAMPLES } from '../../src/rules/linux/examples/index.ts';
import { LINUX, linuxOnKernel } from '../../src/rules/linux/set.ts';
import { kernelOfVersion } from '../../src/rules/linux/versions/kernel.ts';
import { textsOf } from '../../src/rules/sentences.ts';
import { without } from './without.ts';

const ENTRIES = catalogue().filter(({ os }) => os === 'linux');

/** What the kernel has in a private namespace where nothing is set. */
const SYSCTLS = {
  'net.ipv4.ip_unprivileged_port_start': '1024',
  'net.ipv4.ip_local_port_range': '32768 60999',
  'net.ipv4.tcp_tw_reuse': '2',
  'net.ipv4.tcp_timestamps': '1',
  'net.core.somaxconn': '4096',
};

/** `prefix`: bits, where the text names none or it does not count. */
const on = (device: string, text: string, prefix?: number): LocalAddress => {
  const [ip = '', written] = text.split('/');
  const address = parseAddress(ip);
  if (!address.ok) throw new Error(address.error.message);
  const zone = ip.startsWith('fe80') ? { zone: device } : {};
  const bits = prefix ?? Number(written);
  return { address: { ...address.value, ...zone }, interface: device, prefix: bits, state: 'ok', link: 'up' };
};

const all = (text: string): number => (text.includes(':') ? 128 : 32);

/** The namespace of a trial as its root finds it. Link-local addresses are known by their interface. */
function hostOf({ addresses, devices, sysctls }: TrialSandbox): Host {
  const made = devices.map((device) => (typeof device === 'string' ? { name: device, addresses: [] } : device));
  const names = ['lo', ...made.map(({ name }) => name)];
  const withIpv6 = sysctls['net.ipv6.conf.all.disable_ipv6'] !== '1';
  const local = [
    on('lo', LOOPBACK.inet.ip, 8),
    on('lo', LOOPBACK.inet6.ip, 128),
    ...addresses.map((text) => on('lo', text, all(text))),
    ...made.flatMap(({ name, addresses: own }) => own.map((text) => on(name, text))),
  ];
  return {
    facts: {
      os: 'linux',
      hostname: 'host',
      kernel: '6.18.0',
      uid: 0,
      capabilities: ['CAP_NET_BIND_SERVICE'],
      netns: 'net:[1]',
      sysctls: { ...SYSCTLS, ...sysctls },
    },
    interfaces: names.map((name, i) => ({ name, index: i + 1, link: 'up', loopback: name === 'lo' })),
    addresses: local.filter(({ address }) => address.family === 'inet' || withIpv6),
    ipv6: true,
  };
}

/** The first step that names a socket opens it. */
function withOpenings(steps: readonly Step[]): Step[] {
  const known = new Set<string>();
  return steps.map((step) => {
    if (!('socket' in step)) return step;
    const isKnown = known.has(step.socket);
    known.add(step.socket);
    if (step.op === 'close' || step.op === 'reset') known.delete(step.socket);
    return isKnown || ['accept', 'dup', 'fork'].includes(step.op) ? step : ({ open: {}, ...step } as Step);
  });
}

interface Followed {
  readonly predictions: readonly StepPrediction[];
  /** What each step came to. */
  readonly observed: readonly StepOutcome[];
}

const NOT_FORESEEN: StepOutcome = { kind: 'not-tried', reason: 'not foreseen' };

/** What the rules foresee of each step, each step before it having come to `seen`; without that, to what it expects. */
function follow(rules: RuleSet, { steps, sandbox }: Trial, seen?: readonly StepOutcome[]): Followed {
  let world = startWorld(rules, environmentOf(hostOf(sandbox), []));
  const observed: StepOutcome[] = [];
  const predictions = withOpenings(steps).map((step, i) => {
    const prediction = predict(world, step);
    const expected = prediction.outcomes.find((one) => formatStep(one) === step.expect[0]);
    const outcome = seen?.[i] ?? (expected === undefined || expected.kind === 'unknown' ? NOT_FORESEEN : expected);
    observed.push(outcome);
    world = advance(world, step, { outcome });
    return prediction;
  });
  return { predictions, observed };
}

const outcomesOf = (predictions: readonly StepPrediction[]): string[] =>
  predictions.map(({ outcomes }) => outcomes.map(formatStep).join(' or '));

test('every rule of Linux has an example, or says why it has none', () => {
  const missing = ENTRIES.filter(({ example, noExample }) => example === undefined && noExample === undefined);
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test('ten rules of Linux have no example, because no trial can show them', () => {
  const excused = ENTRIES.filter(({ noExample }) => noExample !== undefined);
  expect(excused.map(({ id }) => id)).toEqual([
    'linux.no-exclusive',
    'linux.family-unsupported',
    'linux.address-in-other-vrf',
    'linux.address-tentative',
    'linux.ipv6-address-in-other-vrf',
    'linux.vrf-differs',
    'linux.sysctl-not-followed',
    'linux.kernel-not-told',
    'linux.beyond-the-rules',
    'linux.tw-reuse-by-seconds',
  ]);
});

test('every example of Linux belongs to a rule', () => {
  const names = ENTRIES.map(({ id }) => id.replace('linux.', ''));
  expect(Object.keys(LINUX_EXAMPLES).filter((name) => !names.includes(name))).toEqual([]);
});

/** A current kernel, and those on which the rules hold that it does not have. */
const KERNELS = [
  LINUX,
  ...['6.1.176', '5.10.46'].map((text) => linuxOnKernel(kernelOfVersion(parseKernelVersion(text)))),
];

const ALL = textsOf(LINUX).flatMap(({ id }) => {
  const trial = ENTRIES.find((entry) => entry.id === id)?.example;
  const rules = KERNELS.find((kernel) => kernel.holds(id));
  return trial === undefined || rules === undefined ? [] : [{ id, trial, rules }];
});

test('every rule holds on a current kernel, on 6.1.176 or on 5.10.46', () => {
  expect(textsOf(LINUX).filter(({ id }) => !KERNELS.some((kernel) => kernel.holds(id)))).toEqual([]);
});

test.each(ALL)('the example of $id: the rules foresee each step', ({ trial, rules }) => {
  const { predictions } = follow(rules, trial);
  // The first that a step expects; each of them where chance decides.
  const expected = trial.steps.map(({ expect: [first, ...others] }, i) =>
    predictions[i]?.outcomes.length === 1 ? first : [first, ...others].join(' or '),
  );
  expect(outcomesOf(predictions)).toEqual(expected);
  expect(trial.steps.length).toBeLessThanOrEqual(12);
});

test.each(ALL)(
  'the example of $id: without the rule something else is foreseen, or the rule is named',
  ({ id, trial, rules }) => {
    const { predictions, observed } = follow(rules, trial);
    const isNamed = predictions.some(({ rule }) => rule === id);
    const reduced = outcomesOf(follow(without(rules, id), trial, observed).predictions);
    const changes = reduced.some((outcome, i) => outcome !== outcomesOf(predictions)[i]);
    expect(isNamed || changes).toBe(true);
  },
);
