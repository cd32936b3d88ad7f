import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchesOf } from '../../src/flows/trial-batches.ts';
import type { Step, Trial } from '../../src/model/trial.ts';

const trial = (id: string, ...steps: Step[]): Trial => ({
  id,
  title: id,
  sandbox: { addresses: [], devices: [], sysctls: {} },
  steps,
});
const sleep = (seconds: number): Step => ({ op: 'sleep', seconds, expect: ['ok'] });
const waits = (errno: string): Step => ({ op: 'receive', socket: 'a', expect: [errno] });
const ids = (batches: readonly (readonly Trial[])[]): string[][] => batches.map((batch) => batch.map(({ id }) => id));

describe('batchesOf', () => {
  test('gives as many batches as there are trials, and at most six', () => {
    const trials = Array.from({ length: 20 }, (_, i) => trial(`t${i}`));
    expect(batchesOf(trials.slice(0, 2)).map((batch) => batch.length)).toEqual([1, 1]);
    expect(batchesOf(trials).map((batch) => batch.length)).toEqual([4, 4, 3, 3, 3, 3]);
    expect(batchesOf([])).toEqual([]);
  });

  test('puts a trial that sleeps into a batch of its own, and the short ones beside each other', () => {
    const long = trial('long', sleep(10));
    const short = Array.from({ length: 10 }, (_, i) => trial(`s${i}`));
    const batches = ids(batchesOf([...short, long]));
    expect(batches).toContainEqual(['long']);
    expect(batches.filter((batch) => batch.length > 1)).toHaveLength(5);
  });

  test('counts 3 seconds for a step that is expected to wait in vain', () => {
    const waiting = [trial('again', waits('EAGAIN')), trial('progress', waits('EINPROGRESS'))];
    const sleeping = Array.from({ length: 5 }, (_, i) => trial(`sleeps${i}`, sleep(3)));
    expect(batchesOf([...waiting, ...sleeping]).map((batch) => batch.length)).toEqual([2, 1, 1, 1, 1, 1]);
    expect(batchesOf([trial('refused', waits('ECONNREFUSED')), ...sleeping]).map((batch) => batch.length)).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
  });

  test('puts every trial into exactly one batch', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (seconds) => {
        const trials = seconds.map((one, i) => trial(`t${i}`, sleep(one)));
        expect(batchesOf(trials).flat().sort(byId)).toEqual([...trials].sort(byId));
      }),
    );
  });
});

const byId = (a: Trial, b: Trial): number => (a.id < b.id ? -1 : 1);
