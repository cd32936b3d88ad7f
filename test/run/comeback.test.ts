import { expect, test } from 'vitest';
import type { PortWatch } from '../../src/model/port-watch.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { comeback } from '../../src/run/comeback.ts';
import { experimentWith, heldSocket, hostWith } from '../plan/host.ts';

const planBeside = (held: PortWatch['before']) => {
  const planned = planExperiment(experimentWith(), hostWith([]), held);
  if (!planned.ok) throw new Error('no plan');
  return planned.value;
};

/** A port whose server is there from the look of that number on. */
function serverFrom(look: number, before: PortWatch['before'] = []) {
  const looks = { count: 0 };
  const isServed = (): boolean => ++looks.count >= look;
  return { looks, watch: { before, isServed } };
}

const going = new AbortController().signal;

test('a server that comes back while a free port is looked at stops the run', async () => {
  const { watch } = serverFrom(3);
  expect(await comeback(planBeside([]), watch, going)).toEqual({ kind: 'came', protocol: 'tcp', port: 50005 });
});

test('where none comes, the run goes on after some looks', async () => {
  const { watch, looks } = serverFrom(Number.POSITIVE_INFINITY);
  expect(await comeback(planBeside([]), watch, going)).toBeUndefined();
  expect(looks.count).toBeGreaterThanOrEqual(5);
});

test('a port in use is not waited for', async () => {
  const before = [heldSocket()];
  const { watch, looks } = serverFrom(1, before);
  expect(await comeback(planBeside(before), watch, going)).toBeUndefined();
  expect(looks.count).toBe(0);
});

test('an interrupted run does not look', async () => {
  const { watch, looks } = serverFrom(1);
  expect(await comeback(planBeside([]), watch, AbortSignal.abort())).toBeUndefined();
  expect(looks.count).toBe(0);
});
