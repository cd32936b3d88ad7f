import { beforeAll, expect, test } from 'vitest';
import type { StoryVerdict } from '../../src/model/trial.ts';
import type { Finished } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';
import { PEOPLE, type TrialJson } from './check-trials.ts';

/** What the kernel says of each claim of the tutorial. */
const VERDICTS: Readonly<Record<string, StoryVerdict>> = {
  'different-client-ports': 'holds',
  'port-in-another-state': 'holds only if',
  'restart-in-time-wait': 'holds',
  'restart-with-reuseaddr': 'holds only if',
  'same-four-tuple': 'holds',
  'sequence-number-of-a-new-connection': 'holds only if',
  'three-servers-on-port-80': 'does not hold',
  'tw-reuse-for-the-initiator': 'holds only if',
  'tw-reuse-is-not-for-servers': 'holds',
  'two-servers-on-one-endpoint': 'holds only if',
  'who-closes-first': 'holds',
};

/** Of the trials that carry a claim, what each comes to by itself. */
const TRIALS: Readonly<Record<string, StoryVerdict>> = {
  'different-client-ports': 'holds',
  'state-listen': 'holds',
  'state-bound': 'does not hold',
  'state-syn-sent': 'does not hold',
  'state-established': 'does not hold',
  'state-fin-wait1': 'does not hold',
  'state-fin-wait2': 'does not hold',
  'state-closing': 'does not hold',
  'state-close-wait': 'does not hold',
  'state-last-ack': 'does not hold',
  'restart-in-time-wait': 'holds',
  'restart-on-another-address': 'holds',
  'restart-with-reuseaddr-on-both': 'holds',
  'restart-with-reuseaddr-on-the-new': 'does not hold',
  'same-four-tuple-with-timestamps': 'holds',
  'same-four-tuple-without-timestamps': 'holds',
  'sequence-number-beyond': 'holds',
  'sequence-number-overtaken': 'does not hold',
  'three-servers-any-first': 'does not hold',
  'three-servers-any-last': 'does not hold',
  'three-servers-bind-first-any-first': 'does not hold',
  'three-servers-bind-first-any-last': 'does not hold',
  'tw-reuse-1': 'holds',
  'tw-reuse-2-on-loopback': 'holds',
  'tw-reuse-2-elsewhere': 'does not hold',
  'tw-reuse-0-explicit-port': 'does not hold',
  'tw-reuse-is-not-for-servers': 'holds',
  'one-endpoint-with-reuseaddr': 'holds',
  'one-endpoint-bound-twice': 'holds only if',
  'one-endpoint-with-reuseport': 'does not hold',
  'server-closes-first': 'holds',
};

/** Trials that need a second uid, which an ordinary user does not have in the sandbox. */
const NEEDS_ROOT = ['one-endpoint-of-two-users'];

interface Told {
  readonly stories: readonly { readonly name: string; readonly verdict: StoryVerdict | null }[];
  readonly trials: readonly TrialJson[];
  readonly disagreements: readonly unknown[];
}

for (const { who, able, program } of PEOPLE) {
  describeWhere(able, `the stories, played by ${who}`, () => {
    let finished: Finished;
    let told: Told;
    beforeAll(async () => {
      finished = await program(['demo', '--format', 'json'], { input: '' });
      told = JSON.parse(finished.stdout);
    });

    test('demo exits with 0 and no message', () => {
      expect({ code: finished.code, stderr: finished.stderr }).toEqual({ code: 0, stderr: '' });
    });

    test('each story has its verdict', () => {
      expect(Object.fromEntries(told.stories.map(({ name, verdict }) => [name, verdict]))).toEqual(VERDICTS);
    });

    test('each trial with a claim has its verdict', () => {
      const judged = told.trials.flatMap(({ id, story }) => (story === undefined ? [] : [[id, story.verdict]]));
      expect(Object.fromEntries(judged)).toEqual(TRIALS);
    });

    test('every trial is met; one is skipped where there is no second uid', () => {
      const isRoot = who !== 'an ordinary user' && process.geteuid?.() === 0;
      const others = told.trials.filter(({ status }) => status !== 'met');
      expect(others.map(({ id, status }) => [id, status])).toEqual(
        isRoot ? [] : NEEDS_ROOT.map((id) => [id, 'skipped']),
      );
      if (!isRoot) expect(others[0]?.reason).toMatch(/uid 1 .*needs root/);
    });

    test('every outcome that the rules predict matches, and they predict 95 % of the steps', () => {
      expect(told.disagreements).toEqual([]);
      const steps = told.trials.flatMap((trial) => trial.steps);
      const unknown = steps.filter(({ predicted }) => predicted === 'unknown').length;
      expect(unknown / steps.length).toBeLessThan(0.05);
    });
  });
}
