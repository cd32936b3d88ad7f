import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { socketsOn } from '../../src/discover/sockets.ts';
import { ANY } from '../../src/model/address.ts';
import { OK, refused } from '../../src/model/outcome.ts';
import { formatStep } from '../../src/model/step-outcome.ts';
import type { Step } from '../../src/model/trial.ts';
import { FreshNamespaces } from '../../src/netns/fresh-namespaces.ts';
import { Remains } from '../../src/netns/remains.ts';
import { type TrialRunner, trialRunner } from '../../src/run/trial/runner.ts';
import { canEnter } from '../net/inside.ts';
import { times } from '../setup/long.ts';
import { describeWhere } from '../setup/where.ts';

const expected = { expect: ['ok'] } as const;
const CONNECTION: readonly Step[] = [
  { op: 'bind', socket: 's', address: '0.0.0.0', port: 5000, open: { reuseaddr: true }, ...expected },
  { op: 'listen', socket: 's', ...expected },
  { op: 'connect', socket: 'a', address: '127.0.0.1', port: 5000, open: {}, ...expected },
  { op: 'accept', socket: 'b', from: 's', ...expected },
];
const CLOSED: readonly Step[] = [
  ...CONNECTION,
  { op: 'close', socket: 'a', ...expected },
  { op: 'close', socket: 'b', ...expected },
];

function makeRunner(): TrialRunner {
  const runner = trialRunner((port, protocols) => socketsOn([port], protocols));
  if (!runner.ok) throw new Error(runner.error.message);
  return runner.value;
}

/** Does `act` in a new namespace, told what is left there. */
function inside<T>(act: (runner: TrialRunner, remains: Remains) => T): T {
  const namespaces = FreshNamespaces.open();
  if (!namespaces.ok) throw new Error(namespaces.error.message);
  const done = namespaces.value.run({ devices: [], loopback: [], sysctls: {} }, () => {
    const remains = Remains.open();
    if (!remains.ok) throw new Error(remains.error.message);
    const result = act(makeRunner(), remains.value);
    remains.value.close();
    return result;
  });
  namespaces.value.close();
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

const descriptors = (): number => readdirSync('/proc/self/fd').length;

describeWhere(canEnter(), 'the runner of trials, in one namespace', () => {
  test('an observation has the local end of connect and listen, and the peer of accept', () => {
    const [, , connect, accept] = inside((runner) => runner.run(CONNECTION));
    expect(connect).toMatchObject({ outcome: OK, local: { address: { ip: '127.0.0.1' } } });
    expect(accept).toEqual({ outcome: OK, peer: connect?.local });
    const listen: readonly Step[] = [{ op: 'listen', socket: 's', open: { family: 'inet6' }, ...expected }];
    const [unbound] = inside((runner) => runner.run(listen));
    expect(unbound).toMatchObject({ outcome: OK, local: { address: { ip: '::' }, port: expect.any(Number) } });
  });

  test('a bind step whose option is refused is a refusal of setsockopt', () => {
    const device: Step = {
      op: 'bind',
      socket: 'a',
      address: '127.0.0.1',
      port: 1,
      open: { device: 'nosuch0' },
      ...expected,
    };
    expect(inside((runner) => runner.run([device]))).toEqual([{ outcome: refused('setsockopt', 'ENODEV') }]);
  });

  test('every socket is closed after a trial, and nothing is left in the namespace', () => {
    inside((runner, remains) => {
      const before = descriptors();
      runner.run(CONNECTION);
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 0 });
      expect(descriptors()).toBe(before);
    });
  });

  test('every socket is closed when a step throws', () => {
    inside((runner, remains) => {
      const broken: Step = { op: 'bind', socket: 'x', address: 'no address', port: 1, ...expected };
      expect(() => runner.run([...CONNECTION, broken])).toThrow('no address');
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 0 });
    });
  });

  test('TIME_WAIT that a trial leaves is counted', () => {
    inside((runner, remains) => {
      runner.run(CLOSED);
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 1 });
    });
  });

  test('many trials on one port leave no descriptor and no socket', () => {
    inside((runner, remains) => {
      const before = descriptors();
      for (let i = 0; i < times(1000, 10_000); i++) {
        const observed = runner.run(CONNECTION).map(({ outcome }) => formatStep(outcome));
        if (observed.some((outcome) => outcome !== 'ok')) throw new Error(`trial ${i}: ${observed}`);
      }
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 0 });
      expect(descriptors()).toBe(before);
    });
  });

  test('the table is read after each step', () => {
    const rows = [{ protocol: 'tcp', state: 'LISTEN', local: { address: ANY.inet, port: 80 } }] as const;
    const observations = inside((runner) => runner.run(CONNECTION.slice(0, 1), () => rows));
    expect(observations).toEqual([{ outcome: OK, table: rows }]);
  });
});
