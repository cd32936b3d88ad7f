import { deniedText, isStepDenied } from '../model/denied.ts';
import { exhaustedText } from '../model/exhausted.ts';
import { placeOf, type Source } from '../model/experiment.ts';
import type { Host, HostFacts } from '../model/host.ts';
import { isExhaustedErrno } from '../model/outcome.ts';
import type { StepPrediction } from '../model/prediction.ts';
import { stepMeets } from '../model/step-outcome.ts';
import { timingOf } from '../model/timing.ts';
import type { Step, StepReport, StoryVerdict, Trial, TrialReport } from '../model/trial.ts';
import type { StepObservation, TrialResult } from '../model/trial-observation.ts';
import { startWorld, trialEnvironment, type World } from '../rules/index.ts';
import { claimVerdict } from './claim-verdict.ts';
import { rulesOf } from './platform-rules.ts';
import { predictSteps } from './trial-predictions.ts';

/** Lays what a trial came to beside its expectations and the rules. */
export type TrialJudge = (trial: Trial, result: TrialResult) => TrialReport;

/**
 * Makes a judge of trials. Of the trials with one layout, the first one must be judged first: only its result has the
 * host, from which the world is made in which all of them begin.
 */
export function trialJudge(kernelProbed?: HostFacts['kernelProbed']): TrialJudge {
  const worlds = new Map<number, World>();
  return (trial, result) => {
    const brought = 'reason' in result ? result.brought : result;
    if (brought?.host !== undefined) worlds.set(brought.layout, worldOf(probed(brought.host, kernelProbed), trial));
    if ('reason' in result) return skippedReport(trial, result);
    const world = worlds.get(result.layout);
    if (world === undefined) throw new Error(`trial ${trial.id}: no trial brought the host of layout ${result.layout}`);
    const { observations } = result;
    return { ...judgeTrial(trial, observations, predictSteps(trial.steps, observations, world)), ...timingOf(result) };
  };
}

const skippedReport = (trial: Trial, result: Extract<TrialResult, { readonly reason: string }>): TrialReport => {
  const { brought: _, ...why } = result;
  return { ...named(trial), ...why, steps: [] };
};

const probed = (host: Host, kernelProbed: HostFacts['kernelProbed']): Host =>
  kernelProbed === undefined ? host : { ...host, facts: { ...host.facts, kernelProbed } };

/** The world in which every trial on such a host begins. */
const worldOf = (host: Host, { sandbox }: Trial): World =>
  startWorld(rulesOf(host), trialEnvironment(host, sandbox.sysctls));

/** Compares the expectation, the observation and the prediction of each step. */
export function judgeTrial(
  trial: Trial,
  observations: readonly StepObservation[],
  predictions: readonly StepPrediction[],
): TrialReport {
  const steps = observations.flatMap((observation, i) => {
    const [step, prediction] = [trial.steps[i], predictions[i]];
    return step === undefined || prediction === undefined
      ? []
      : [stepReport(step, observation, prediction, trial.stepSources?.[i])];
  });
  const doubts = observations.map((observation, i) => doubtOf(observation, steps[i]));
  const doubt = doubts.findIndex((one) => one !== undefined);
  const verdict = doubt < 0 ? verdictOf(trial, steps) : undefined;
  return {
    ...named(trial),
    status: isUnmet(steps, doubts) ? 'unmet' : doubt < 0 ? 'met' : 'inconclusive',
    ...(doubt < 0 ? {} : { reason: `step ${doubt + 1}: ${doubts[doubt]?.reason}` }),
    ...(verdict === undefined || trial.story === undefined ? {} : { story: { verdict, ...trial.story } }),
    steps,
  };
}

/** What a report of a trial begins with. */
export const named = ({ id, title, source }: Trial): Pick<TrialReport, 'id' | 'title' | 'file' | 'source'> => ({
  id,
  title,
  ...(source !== undefined && 'file' in source ? { file: source.file } : {}),
  ...placeOf(source),
});

/** Why a step proves nothing. */
interface Doubt {
  readonly reason: string;
  /** Nor do the steps after it, which the calls that were refused would have prepared. */
  readonly ends?: true;
}

/** Whether a step is unmet, among those that prove something. */
function isUnmet(steps: readonly StepReport[], doubts: readonly (Doubt | undefined)[]): boolean {
  const end = doubts.findIndex((doubt) => doubt?.ends === true);
  return steps.some((step, i) => !step.met && doubts[i] === undefined && (end < 0 || i < end));
}

/** Undefined where the step proves something. A policy that refuses what the file expects to be refused does no harm. */
function doubtOf({ outcome }: StepObservation, step: StepReport | undefined): Doubt | undefined {
  if (outcome.kind === 'not-tried') return { reason: outcome.reason };
  if (outcome.kind !== 'refused') return undefined;
  if (isExhaustedErrno(outcome.errno)) return { reason: exhaustedText(outcome.errno), ends: true };
  return step?.met === false && isStepDenied(step.predicted, outcome)
    ? { reason: deniedText(outcome.errno), ends: true }
    : undefined;
}

function stepReport(
  step: Step,
  observation: StepObservation,
  prediction: StepPrediction,
  source: Source | undefined,
): StepReport {
  const { outcome, target, table } = observation;
  const { outcomes, rule, why } = prediction;
  return {
    op: step.op,
    socket: 'socket' in step ? step.socket : null,
    address: target?.address ?? ('address' in step ? step.address : null),
    port: target?.port ?? ('port' in step && typeof step.port === 'number' ? step.port : null),
    expected: step.expect,
    observed: outcome,
    predicted: outcomes,
    rule,
    why,
    met: stepMeets(outcome, step.expect),
    ...(step.op === 'connect' && step.wait === false ? { wait: false } : {}),
    ...(table === undefined ? {} : { table }),
    ...placeOf(source),
  };
}

function verdictOf({ steps }: Trial, reports: readonly StepReport[]): StoryVerdict | undefined {
  return claimVerdict(
    steps.flatMap(({ claim }, i) => {
      const report = reports[i];
      return claim === undefined ? [] : [report !== undefined && stepMeets(report.observed, claim)];
    }),
  );
}
