import { OK } from '../../src/model/outcome.ts';
import { formatStep } from '../../src/model/step-outcome.ts';
import type { Step, Trial, TrialSandbox } from '../../src/model/trial.ts';
import type { StepObservation } from '../../src/model/trial-observation.ts';
import type { Recorded } from './guide.ts';

/** A trial as it ran, expecting what was seen: what `bindmatrix check` reads. */
export const trialOf = ({ steps, observations }: Recorded, sandbox: TrialSandbox): Trial => ({
  id: 'disagreement',
  title: 'The kernel does not do what the rules foresee',
  sandbox,
  steps: steps.map((step, i) => expecting(step, observations[i] ?? { outcome: OK })),
});

/** What is seen instead of an outcome goes where it is expected. */
function expecting(step: Step, observation: StepObservation): Step {
  const expect = ['ok'];
  const outcome = formatStep(observation.outcome);
  const [, seen = ''] = /^(?:state=|received by |bytes=)(.+)$/.exec(outcome) ?? [];
  if (step.op === 'getsockname' && outcome.includes('=')) return { ...step, ...nameIn(outcome), expect };
  if (seen === '') return { ...step, expect: [outcome] };
  if (step.op === 'state') return { ...step, state: seen.split(',')[0] as typeof step.state, expect };
  if (step.op === 'receive') return { ...step, expectBytes: Number(seen), expect };
  if (step.op === 'deliver') return { ...step, receivers: seen === 'none' ? [] : seen.split(','), expect };
  return step;
}

/** `address=127.0.0.1 port=5000` */
function nameIn(outcome: string): { expectAddress?: string; expectPort?: number } {
  const parts = Object.fromEntries(outcome.split(' ').map((part) => part.split('=')));
  return {
    ...(parts.address === undefined ? {} : { expectAddress: parts.address }),
    ...(parts.port === undefined ? {} : { expectPort: Number(parts.port) }),
  };
}
