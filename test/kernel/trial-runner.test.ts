import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { socketsOn } from '../../src/discover/sockets.ts';
import { ANY } from '../../src/model/address.ts';
import { OK } from '../../src/model/outcome.ts';
import { formatStep } from '../../src/model/step-outcome.ts';
import type { Step } from '../../src/model/trial.ts';
import { FreshNamespaces } from '../../src/netns/fresh-namespaces.ts';
import { Remains } from '../../src/netns/remains.ts';
import { type TrialRunner, trialRunner } from '../../src/run/trial/runner.ts';
import { canEnter } from '../net/inside.ts';
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
  test('tells what the rules need to follow it', () => {
    const [, , connect, accept] = inside((runner) => runner.run(CONNECTION));
    expect(connect).toMatchObject({ outcome: OK, local: { address: { ip: '127.0.0.1' } } });
    expect(accept).toEqual({ outcome: OK, peer: connect?.local });
    const listen: readonly Step[] = [{ op: 'listen', socket: 's', open: { family: 'inet6' }, ...expected }];
    const [unbound] = inside((runner) => runner.run(listen));
    expect(unbound).toMatchObject({ outcome: OK, local: { address: { ip: '::' }, port: expect.any(Number) } });
  });

  test('closes every socket, and it can be told that nothing is left', () => {
    inside((runner, remains) => {
      const before = descriptors();
      runner.run(CONNECTION);
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 0 });
      expect(descriptors()).toBe(before);
    });
  });

  test('closes every socket when a step throws', () => {
    inside((runner, remains) => {
      const broken: Step = { op: 'bind', socket: 'x', address: 'no address', port: 1, ...expected };
      expect(() => runner.run([...CONNECTION, broken])).toThrow('no address');
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 0 });
    });
  });

  test('what a trial leaves is counted', () => {
    inside((runner, remains) => {
      runner.run(CLOSED);
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 1 });
    });
  });

  test('runs ten thousand trials on one port without growing in descriptors', () => {
    inside((runner, remains) => {
      const before = descriptors();
      for (let i = 0; i < 10_000; i++) {
        const observed = runner.run(CONNECTION).map(({ outcome }) => formatStep(outcome));
        if (observed.some((outcome) => outcome !== 'ok')) throw new Error(`trial ${i}: ${observed}`);
      }
      expect(remains.left()).toEqual({ sockets: 0, timeWait: 0 });
      expect(descriptors()).toBe(before);
    });
  });

  test('shows the table of the kernel after a step', () => {
    const rows = [{ protocol: 'tcp', state: 'LISTEN', local: { address: ANY.inet, port: 80 } }] as const;
    const observations = inside((runner) => runner.run(CONNECTION.slice(0, 1), () => rows));
    expect(observations).toEqual([{ outcome: OK, table: rows }]);
  });
});
