import type { ReportJson } from '../../contracts/report.ts';
import { formatSocketAddress } from '../../model/address.ts';
import { formatStep } from '../../model/step-outcome.ts';
import type { StepReport, TrialReport } from '../../model/trial.ts';
import type { TableRow } from '../../model/trial-observation.ts';
import { callBefore } from './words.ts';

type TrialJson = ReportJson['trials'][number];
type StepJson = TrialJson['steps'][number];

export const trialJson = (one: TrialReport): TrialJson => ({ ...one, steps: one.steps.map(stepJson) });

/** Outcomes are `ok` or bare errnos, as `expect` of a step is written; `call` where another call than the step's was refused. */
function stepJson({ table, ...step }: StepReport): StepJson {
  const call = callBefore(step.op, step.observed);
  const predicted = step.predicted.map(formatStep);
  return {
    ...step,
    observed: formatStep(step.observed),
    ...(call === undefined ? {} : { call }),
    predicted: predicted.length === 1 && predicted[0] !== undefined ? predicted[0] : predicted,
    ...(table === undefined ? {} : { table: table.map(rowJson) }),
  };
}

const rowJson = ({ local, peer, ...row }: TableRow): NonNullable<StepJson['table']>[number] => ({
  ...row,
  local: formatSocketAddress(local),
  ...(peer === undefined ? {} : { peer: formatSocketAddress(peer) }),
});
