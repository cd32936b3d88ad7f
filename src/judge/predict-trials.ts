import type { Host } from '../model/host.ts';
import type { StepPrediction } from '../model/prediction.ts';
import { type StepForecast, type StepOutcome, stepMeets } from '../model/step-outcome.ts';
import type { Step, Trial, TrialReport } from '../model/trial.ts';
import { type AskedSystem, environmentOf, startWorld } from '../rules/index.ts';
import { platformOf } from './platform-rules.ts';
import { foreseeSteps } from './trial-predictions.ts';
import { judgeTrial, named } from './trials.ts';

/** What the rules of a system say that a trial would come to on `host`; a step of which they say nothing proves nothing. */
export function predictTrial(trial: Trial, host: Host, { id: system, os, name, rules }: AskedSystem): TrialReport {
  const { platform, steps } = trial;
  if (platform !== undefined && platform !== platformOf(os)) {
    const reason = `for ${platform} only; these are the rules of ${name}`;
    return { ...named(trial), system, status: 'skipped', reason, steps: [] };
  }
  const predictions = foreseeSteps(steps, startWorld(rules, environmentOf(host, [], rules.v6only)));
  const observations = predictions.map((prediction, i) => ({ outcome: foreseen(name, prediction, steps[i]) }));
  return { ...judgeTrial(trial, observations, predictions), system };
}

/** The outcome that is foreseen; where chance decides, one only if they all mean the same for the step. */
function foreseen(name: string, { outcomes }: StepPrediction, step: Step | undefined): StepOutcome {
  const [first] = outcomes.filter(isKnown);
  if (first === undefined) return { kind: 'not-tried', reason: `the rules of ${name} say nothing of this ${step?.op}` };
  const met = outcomes.filter((o) => isKnown(o) && stepMeets(o, step?.expect ?? []));
  return met.length === 0 || met.length === outcomes.length ? first : { kind: 'not-tried', reason: 'chance decides' };
}

const isKnown = (o: StepForecast): o is Exclude<StepForecast, { readonly kind: 'unknown' }> => o.kind !== 'unknown';
