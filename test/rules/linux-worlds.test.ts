import { describe, expect, test } from 'vitest';
import { OK, refused } from '../../src/model/outcome.ts';
import type { StepPrediction } from '../../src/model/prediction.ts';
import { formatStep, type StepOutcome } from '../../src/model/step-outcome.ts';
import type { Opening, Step } from '../../src/model/trial.ts';
import { advance, predict, ruleSet, startWorld } from '../../src/rules/index.ts';
import { LINUX } from '../../src/rules/linux/set.ts';
import { environment } from './systems.ts';
import { without } from './without.ts';

const EXPECT = ['ok'] as const;
const PORT = 50005;

const bind = (socket: string, address: string, open?: Opening, uid?: number): Step => ({
  op: 'bind',
  socket,
  address,
  port: PORT,
  expect: EXPECT,
  ...(open === undefined ? {} : { open }),
  ...(uid === undefined ? {} : { uid }),
});
const listen = (socket: string): Step => ({ op: 'listen', socket, expect: EXPECT });
const connect = (socket: string, address: string): Step => ({
  op: 'connect',
  socket,
  address,
  port: PORT,
  open: {},
  expect: EXPECT,
});
const accept = (socket: string, from: string): Step => ({ op: 'accept', socket, from, expect: EXPECT });
const close = (socket: string): Step => ({ op: 'close', socket, expect: EXPECT });

/** Predictions of all steps; each before the last ends in the first outcome that was foreseen. */
function follow(steps: readonly Step[], rules = LINUX): StepPrediction[] {
  let world = startWorld(rules, environment('linux'));
  return steps.map((step) => {
    const prediction = predict(world, step);
    world = advance(world, step, { outcome: prediction.outcomes[0] as StepOutcome });
    return prediction;
  });
}

const textsOf = (prediction: StepPrediction | undefined): string[] => prediction?.outcomes.map(formatStep) ?? [];

const last = (steps: readonly Step[]): string[] => textsOf(follow(steps).at(-1));

const NEWCOMERS: readonly { readonly what: string; readonly open: Opening; readonly uid?: number }[] = [
  { what: 'no option', open: {} },
  { what: 'SO_REUSEADDR', open: { reuseaddr: true } },
  { what: 'SO_REUSEPORT', open: { reuseport: true } },
  { what: 'SO_REUSEPORT of another user', open: { reuseport: true }, uid: 1000 },
];

/** A server on ANY of which one socket is left on 127.0.0.1: section 1.2 of the facts, the new socket on ANY or on 127.0.0.1. */
describe('what a closed server leaves behind', () => {
  const served = (open: Opening): Step[] => [
    bind('server', '0.0.0.0', open),
    listen('server'),
    connect('client', '127.0.0.1'),
    accept('conn', 'server'),
    close('server'),
  ];
  const timeWait = (open: Opening): Step[] => [...served(open), close('conn'), close('client')];
  const rows: readonly [leftover: string, Step[], string][] = [
    ['TIME_WAIT of no option', timeWait({}), 'x x x x'],
    ['TIME_WAIT of SO_REUSEADDR', timeWait({ reuseaddr: true }), 'x . x x'],
    ['TIME_WAIT of SO_REUSEPORT', timeWait({ reuseport: true }), 'x x . .'],
    ['ESTABLISHED of SO_REUSEADDR', served({ reuseaddr: true }), 'x . x x'],
    ['ESTABLISHED of SO_REUSEPORT', served({ reuseport: true }), 'x x . x'],
  ];
  const cells = rows.flatMap(([leftover, steps, marks]) =>
    NEWCOMERS.flatMap((newcomer, i) =>
      ['0.0.0.0', '127.0.0.1'].map((address) => ({
        name: `${leftover}: ${newcomer.what} on ${address}`,
        steps: [...steps, bind('again', address, newcomer.open, newcomer.uid)],
        wanted: marks.split(' ')[i] === '.' ? 'ok' : 'EADDRINUSE',
      })),
    ),
  );
  test.each(cells)('$name: $wanted', ({ steps, wanted }) => expect(last(steps)).toEqual([wanted]));

  test.each(rows)('%s never blocks another specific address', (_, steps) => {
    expect(last([...steps, bind('again', '10.0.0.1', {})])).toEqual(['ok']);
  });

  test('the client that closes first keeps TIME_WAIT, and the port of the server is free', () => {
    expect(last([...served({}), close('client'), close('conn'), bind('again', '0.0.0.0', {})])).toEqual(['ok']);
  });
});

describe('a world', () => {
  test('several bind with SO_REUSEADDR, the first to listen has the port', () => {
    const reuse = { reuseaddr: true };
    const steps = [bind('a', '0.0.0.0', reuse), bind('b', '127.0.0.1', reuse), listen('b'), listen('a')];
    expect(follow(steps).map((p) => textsOf(p)[0])).toEqual(['ok', 'ok', 'ok', 'EADDRINUSE']);
  });

  test('options are read live', () => {
    const set = (value: boolean): Step => ({
      op: 'setsockopt',
      socket: 'a',
      set: { reuseaddr: value },
      expect: EXPECT,
    });
    const newcomer = bind('b', '127.0.0.1', { reuseaddr: true });
    expect(last([bind('a', '127.0.0.1', {}), set(true), newcomer])).toEqual(['ok']);
    expect(last([bind('a', '127.0.0.1', { reuseaddr: true }), set(false), newcomer])).toEqual(['EADDRINUSE']);
  });

  test('the port remembers a SO_REUSEPORT socket that has dropped the option', () => {
    const drop: Step = { op: 'setsockopt', socket: 'a', set: { reuseport: false }, expect: EXPECT };
    const reuse = { reuseport: true };
    const predictions = follow([bind('a', '0.0.0.0', reuse), drop, bind('b', '127.0.0.1', reuse)]);
    expect(predictions.at(-1)).toMatchObject({ outcomes: [OK], rule: 'linux.reuseport-cached' });
    expect(last([bind('a', '127.0.0.1', reuse), drop, bind('b', '0.0.0.0', reuse)])).toEqual(['EADDRINUSE']);
  });

  test('after a failed bind listen finds a port of its own', () => {
    const steps = [bind('a', '0.0.0.0', {}), bind('b', '0.0.0.0', {}), listen('b')];
    expect(follow(steps).map((p) => textsOf(p)[0])).toEqual(['ok', 'EADDRINUSE', 'ok']);
  });

  test('where a hash decides every outcome is foreseen, and the one that is seen is followed', () => {
    const reuse = { reuseport: true };
    const setup = [
      bind('a', '0.0.0.0', reuse),
      listen('a'),
      bind('b', '0.0.0.0', reuse),
      listen('b'),
      connect('c', '127.0.0.1'),
    ];
    let world = startWorld(LINUX, environment('linux'));
    for (const step of setup) world = advance(world, step, { outcome: OK });
    expect(textsOf(predict(world, accept('x', 'a'))).toSorted()).toEqual(['EAGAIN', 'ok']);
    world = advance(world, accept('x', 'a'), { outcome: refused('accept', 'EAGAIN') });
    expect(textsOf(predict(world, accept('x', 'b')))).toEqual(['ok']);
  });

  test('what fits no rule leaves nothing to be known', () => {
    const step = bind('a', '127.0.0.1', {});
    const world = advance(startWorld(LINUX, environment('linux')), step, { outcome: refused('bind', 'EXDEV') });
    expect(textsOf(predict(world, listen('a')))).toEqual(['unknown']);
  });

  test('a sentence names both sockets', () => {
    const prediction = follow([bind('old', '127.0.0.1', {}), listen('old'), bind('new', '0.0.0.0', {})]).at(-1);
    expect(prediction?.why).toContain('old (127.0.0.1:50005)');
    expect(prediction?.why).toContain('new (0.0.0.0:50005)');
  });

  test('without a rule something else is foreseen', () => {
    const steps = [bind('a', '127.0.0.1', {}), bind('b', '127.0.0.1', {})];
    expect(textsOf(follow(steps, without(LINUX, 'linux.no-reuse')).at(-1))).toEqual(['ok']);
  });

  test('a refusal of another call than the rules foresee fits no rule', () => {
    const step = bind('a', '127.0.0.1', { device: 'd9' });
    const world = startWorld(LINUX, environment('linux'));
    expect(predict(world, step).outcomes).toEqual([refused('setsockopt', 'ENODEV')]);
    expect(advance(world, step, { outcome: refused('setsockopt', 'ENODEV') }).isLost).toBe(false);
    expect(advance(world, step, { outcome: refused('bind', 'ENODEV') }).isLost).toBe(true);
  });

  test('where the kernel has no IPv6, socket(2) refuses the step', () => {
    const world = startWorld(LINUX, { ...environment('linux'), ipv6: false });
    const { outcomes, rule } = predict(world, bind('a', '::1', {}));
    expect({ outcomes, rule }).toEqual({
      outcomes: [refused('socket', 'EAFNOSUPPORT')],
      rule: 'linux.family-unsupported',
    });
  });

  test('a name that stands for no socket gives EBADF of the call that the step makes', () => {
    const world = startWorld(LINUX, environment('linux'));
    const ops = [
      close('a'),
      { ...close('a'), op: 'reset' },
      { op: 'disconnect', socket: 'a', expect: EXPECT },
    ] as Step[];
    expect(ops.map((step) => predict(world, step).outcomes)).toEqual([
      [refused('close', 'EBADF')],
      [refused('close', 'EBADF')],
      [refused('connect', 'EBADF')],
    ]);
  });

  test('of other systems only bind and listen are known', () => {
    const world = startWorld(ruleSet('freebsd'), environment('freebsd'));
    expect(textsOf(predict(world, bind('a', '127.0.0.1', {})))).toEqual(['ok']);
    expect(textsOf(predict(world, accept('b', 'a')))).toEqual(['unknown']);
  });
});
