import { expect, test } from 'vitest';
import { componentsOf } from '../../../src/judge/services/components.ts';
import { judgeComponent } from '../../../src/judge/services/judge-component.ts';
import { trialOf } from '../../../src/judge/services/plan-trial.ts';
import { withSeenAnswers } from '../../../src/judge/services/seen-answers.ts';
import { simulate } from '../../../src/judge/services/simulate.ts';
import type { StepOutcome } from '../../../src/model/step-outcome.ts';
import type { TrialReport } from '../../../src/model/trial.ts';
import { BOOK, readied } from './cast.ts';

const [part] = componentsOf(
  readied('services:\n  - { id: a, profile: nginx, listen: 80 }\n  - { id: b, profile: plain, listen: "[::1]:80" }'),
);
const verdict = judgeComponent(part!, 'sequence', BOOK);
const sandbox = { addresses: [], devices: [], sysctls: {} };
const { trial } = trialOf(simulate(part!, BOOK), { name: 'a, b', sandbox, book: BOOK, clients: verdict.answers });

/** The verdict where clients of 127.0.0.1 came to that. */
const seen = (observed: StepOutcome) => {
  const steps = trial.steps.map((step) => ({
    ...step,
    observed: step.op === 'deliver' && step.address === '127.0.0.1' ? observed : { kind: 'ok' },
  }));
  return withSeenAnswers(verdict, trial, { steps } as unknown as TrialReport).answers['tcp/80'];
};

test('who got a client takes the place of who was to get it', () => {
  expect(seen({ kind: 'ok' })).toEqual(verdict.answers['tcp/80']);
  expect(verdict.answers['tcp/80']?.['127.0.0.1']).toEqual(['a']);
  expect(seen({ kind: 'differs', seen: 'received by b' })?.['127.0.0.1']).toEqual(['b']);
  expect(seen({ kind: 'differs', seen: 'received by none' })?.['127.0.0.1']).toEqual([]);
  expect(seen({ kind: 'refused', call: 'connect', errno: 'ECONNREFUSED' })?.['127.0.0.1']).toEqual([]);
  expect(seen({ kind: 'differs', seen: 'received by b' })?.['::1']).toEqual(['b']);
});

test('no client is sent to an address that the host has not: it would leave the host', () => {
  const [away] = componentsOf(
    readied(
      'services:\n  - { id: vip, profile: plain, listen: { endpoint: "203.0.113.5:80", options: { freebind: true } } }',
    ),
  );
  const clients = { 'tcp/80': { '203.0.113.5': ['vip'], '127.0.0.1': [] } };
  const { steps } = trialOf(simulate(away!, BOOK), { name: 'vip', sandbox, book: BOOK, clients }).trial;
  expect(steps.map(({ op }) => op)).toEqual(['bind', 'listen']);
});

test('where some clients were not sent, what became of the others is told of their own addresses', () => {
  const steps = trial.steps
    .filter((step) => step.op !== 'deliver' || step.address === '::1')
    .map((step) => ({
      ...step,
      observed: step.op === 'deliver' ? { kind: 'refused', call: 'connect', errno: 'ECONNREFUSED' } : { kind: 'ok' },
    }));
  const { answers } = withSeenAnswers(verdict, trial, { steps } as unknown as TrialReport);
  expect(answers['tcp/80']).toEqual({ ...verdict.answers['tcp/80'], '::1': [] });
});
