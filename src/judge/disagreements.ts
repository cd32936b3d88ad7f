import { isStepDenied } from '../model/denied.ts';
import type { Disagreement } from '../model/disagreement.ts';
import type { AloneReport, Report } from '../model/report.ts';
import { isStepExhausted, sameStep } from '../model/step-outcome.ts';
import type { StepReport, TrialReport } from '../model/trial.ts';
import { contradicts, outcomeClaim } from './claims.ts';
import { matrixDisagreements } from './matrix-disagreements.ts';
import { togetherDisagreements } from './together-disagreements.ts';

/** The parts of a report that carry predictions. */
export type Predicted = Pick<Report, 'alone' | 'together' | 'matrices' | 'expectations' | 'trials'>;

/** Finds every place where rule and kernel differ. */
export const findDisagreements = ({ alone, together, matrices, trials }: Predicted): readonly Disagreement[] => [
  ...alone.flatMap(aloneDisagreements),
  ...together.flatMap(togetherDisagreements),
  ...matrices.flatMap(matrixDisagreements),
  ...trials.flatMap(trialDisagreements),
];

function aloneDisagreements({ listener, predicted, outcome, rule }: AloneReport): Disagreement[] {
  if (!contradicts(predicted, outcome)) return [];
  return [
    {
      place: { kind: 'alone', listener },
      predicted: outcomeClaim(predicted),
      observed: outcomeClaim(outcome),
      rule,
      count: 1,
    },
  ];
}

/** A step for which a resource ran out, and those after it, are no observations. */
function trialDisagreements({ id, steps }: TrialReport): Disagreement[] {
  const end = steps.findIndex((step) => isStepExhausted(step.observed));
  return (end < 0 ? steps : steps.slice(0, end)).flatMap((step, i) => {
    if (!stepContradicts(step)) return [];
    const { op, socket, observed, predicted, rule } = step;
    return [
      {
        place: { kind: 'step', trial: id, number: i + 1, op, socket },
        predicted: { kind: 'step', outcomes: predicted },
        observed: { kind: 'step', outcomes: [observed] },
        rule,
        count: 1,
      },
    ];
  });
}

/** A step that was not tried, or that a policy refused against what the file expects, is no observation of the rules. */
const stepContradicts = ({ observed, predicted, met }: StepReport): boolean =>
  observed.kind !== 'not-tried' &&
  (met || !isStepDenied(predicted, observed)) &&
  !predicted.some((forecast) => forecast.kind === 'unknown' || sameStep(forecast, observed));
