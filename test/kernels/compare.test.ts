import { describe, expect, test } from 'vitest';
import { differences, figures, settled } from './compare.ts';
import type { SeenStep, SuiteResults } from './guest/results.ts';

const step = (observed: string, predicted: readonly string[] = ['ok']): SeenStep => ({
  what: 'bind a',
  observed,
  predicted,
  rule: 'linux.no-overlap',
});

const results = (version: string, steps: readonly SeenStep[]): SuiteResults => ({
  version,
  trials: [{ name: 'config: one', steps }],
  pairs: [],
  fuzz: { trials: 0, steps: 0, unknowns: {}, lacking: {}, passing: {}, kinds: {}, disagreements: [] },
  older: [],
  failures: [],
});

describe('kernels side by side', () => {
  test('the first step that differs is told, with the kernels of each outcome', () => {
    const old = results('5.10', [step('ok'), step('EADDRINUSE'), step('ok')]);
    const others = ['6.1', '6.12'].map((version) => results(version, [step('ok'), step('ok'), step('EBADF')]));
    expect(differences([old, ...others])).toEqual([
      { where: 'config: one, step 2', what: 'bind a', outcomes: { EADDRINUSE: ['5.10'], ok: ['6.1', '6.12'] } },
    ]);
  });

  test('where chance decides, and after what a kernel lacks, nothing is compared', () => {
    const chance = ['received by a', 'received by b'];
    expect(differences(chance.map((seen, i) => results(`6.${i}`, [step(seen, chance)])))).toEqual([]);
    const lacks = results('5.10', [step('ENOPROTOOPT'), step('EBADF')]);
    expect(differences([lacks, results('6.12', [step('ok'), step('ok')])])).toEqual([]);
    expect(figures(lacks)).toMatchObject({ lacking: 1, disagreements: [], steps: 0 });
  });

  test('a step that the rules did not foresee is a disagreement, one they cannot know is unknown', () => {
    expect(figures(results('6.1', [step('ok', ['unknown']), step('EBADF'), step('EBADF')]))).toMatchObject({
      unknown: 1,
      disagreements: ['config: one, step 2, bind a: observed EBADF, predicted ok by linux.no-overlap'],
    });
  });

  describe('a trial that disagrees is tried again alone', () => {
    const trial = (name: string, observed: string) => ({ name, steps: [step(observed)] });
    const seen = [trial('a', 'ok'), trial('b', 'EBADF')];

    test.each([
      ['what recurs stays a disagreement', [trial('a', 'ok'), trial('b', 'EBADF')], ['ok', 'EBADF']],
      ['what does not was chance', [trial('a', 'ok'), trial('b', 'ok')], ['ok', 'ok']],
      ['one that agreed is not asked anew', [trial('a', 'EINVAL'), trial('b', 'EBADF')], ['ok', 'EBADF']],
      ['nothing is settled where it did not run again', [], ['ok', 'EBADF']],
      ['nor where that proves nothing', [{ ...trial('b', 'not tried'), reason: 'busy' }], ['ok', 'EBADF']],
    ])('%s', async (_, again, outcomes) => {
      const left = await settled(seen, () => Promise.resolve(again));
      expect(left.map(({ steps }) => steps[0]?.observed)).toEqual(outcomes);
    });

    test('and nothing is where all agree', async () => {
      const agreed = [trial('a', 'ok')];
      expect(await settled(agreed, () => Promise.reject(new Error('asked again')))).toBe(agreed);
    });
  });
});
