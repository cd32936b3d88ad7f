import { stepMeets } from '../model/step-outcome.ts';
import type { PlayedStory, PlayedTrial } from '../model/story.ts';
import type { StepReport } from '../model/trial.ts';
import { claimVerdict } from './claim-verdict.ts';

/** A step with a claim, and whether it did what the text promises. */
interface ClaimedStep {
  readonly claim: readonly string[];
  readonly step: StepReport;
  readonly observed: boolean;
}

/** Judges a story by the claims of all its trials. A trial that was not run, or that proves nothing, says nothing. */
export function judgeStory(name: string, trials: readonly PlayedTrial[]): PlayedStory {
  const steps = trials.flatMap(claimedSteps);
  const against = steps.find(({ observed }) => !observed);
  const verdict = claimVerdict(steps.map(({ observed }) => observed));
  const when = trials.find(({ trial }) => trial.story?.when !== undefined)?.trial.story?.when;
  return {
    name,
    trials,
    ...(verdict === undefined ? {} : { verdict }),
    ...(when === undefined ? {} : { when }),
    ...(against === undefined ? {} : { against: { step: against.step, claim: against.claim } }),
  };
}

function claimedSteps({ trial, report }: PlayedTrial): ClaimedStep[] {
  if (report.status !== 'met' && report.status !== 'unmet') return [];
  return trial.steps.flatMap(({ claim }, i) => {
    const step = report.steps[i];
    return claim === undefined || step === undefined
      ? []
      : [{ claim, step, observed: stepMeets(step.observed, claim) }];
  });
}
