import { beforeAll, expect, test } from 'vitest';
import { trialsToYaml } from '../../src/config/trial-yaml.ts';
import type { Trial } from '../../src/model/trial.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { describeWhere } from '../setup/where.ts';
import { type Checked, checkYaml, PEOPLE } from './check-trials.ts';

const TRIALS: readonly Trial[] = catalogue().flatMap(({ example }) => example ?? []);

/** An ordinary user has no second uid in the sandbox. */
const NEEDS_ROOT = TRIALS.filter(({ steps }) => steps.some(({ uid }) => uid !== undefined)).map(({ id }) => id);

for (const person of PEOPLE) {
  describeWhere(person.able, `the examples of the rules, for ${person.who}`, () => {
    const isRoot = person.who !== 'an ordinary user' && process.geteuid?.() === 0;
    let checked: Checked;
    beforeAll(async () => {
      checked = await checkYaml(person, trialsToYaml(TRIALS));
    });

    test('every example is met; those of several users are skipped where there is one', () => {
      const others = checked.trials.filter(({ status }) => status !== 'met');
      expect(
        others.map(({ id, status }) => [id, status]),
        checked.stderr,
      ).toEqual(isRoot ? [] : NEEDS_ROOT.map((id) => [id, 'skipped']));
      for (const { reason } of others) expect(reason).toMatch(/uid 1 .*needs root/);
      expect(checked.trials.map(({ id }) => id)).toEqual(TRIALS.map(({ id }) => id));
    });

    test('the rules foresaw every step', () => {
      const steps = checked.trials.flatMap((trial) => trial.steps.map((step) => ({ id: trial.id, ...step })));
      const wrong = steps.filter(({ predicted, observed }) => ![predicted].flat().includes(observed));
      expect(wrong).toEqual([]);
      expect(steps.length).toBeGreaterThan(200);
    });
  });
}
