import { exhaustedText } from '../model/exhausted.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { StepPrediction } from '../model/prediction.ts';
import { isStepExhausted, stepMeets } from '../model/step-outcome.ts';
import type { Step, StepReport, StoryVerdict, Trial, TrialReport } from '../model/trial.ts';
import type { StepObservation, TableRow, TrialResult } from '../model/trial-observation.ts';
import { startWorld, trialEnvironment, type World } from '../rules/index.ts';
import { claimVerdict } from './claim-verdict.ts';
import { rulesOf } from './platform-rules.ts';
import { predictSteps } from './trial-predictions.ts';

/**
 * Makes a judge of trials. Of the trials with one layout, the first one must be judged first: only its result has the
 * host, from which the world is made in which all of them begin.
 */
export function trialJudge(): (trial: Trial, result: TrialResult) => TrialReport {
  const worlds = new Map<number, World>();
  return (trial, result) => {
    if ('reason' in result) return { ...named(trial), ...result, steps: [] };
    if (result.host !== undefined) worlds.set(result.layout, worldOf(result.host, trial));
    const world = worlds.get(result.layout);
    if (world === undefined) throw new Error(`trial ${trial.id}: no trial brought the host of layout ${result.layout}`);
    return judgeTrial(trial, result.observations, world);
  };
}

/** The world in which every trial on such a host begins. */
const worldOf = (host: Host, { sandbox }: Trial): World =>
  startWorld(rulesOf(host), trialEnvironment(host, sandbox.sysctls));

/** Compares the expectation, the observation and the prediction of each step. */
function judgeTrial(trial: Trial, observations: readonly StepObservation[], begin: World): TrialReport {
  const predictions = predictSteps(trial.steps, observations, begin);
  const steps = observations.flatMap((observation, i) => {
    const [step, prediction] = [trial.steps[i], predictions[i]];
    return step === undefined || prediction === undefined ? [] : [stepReport(step, observation, prediction)];
  });
  const doubt = observations.findIndex((o) => doubtOf(o) !== undefined);
  const verdict = doubt < 0 ? verdictOf(trial, steps) : undefined;
  return {
    ...named(trial),
    status: isUnmet(steps, observations) ? 'unmet' : doubt < 0 ? 'met' : 'inconclusive',
    ...(doubt < 0 ? {} : { reason: `step ${doubt + 1}: ${doubtOf(observations[doubt])}` }),
    ...(verdict === undefined || trial.story === undefined ? {} : { story: { verdict, ...trial.story } }),
    steps,
  };
}

const named = ({ id, title, source }: Trial): Pick<TrialReport, 'id' | 'title' | 'file'> => ({
  id,
  title,
  ...(source !== undefined && 'file' in source ? { file: source.file } : {}),
});

/** Whether a step is unmet, among those that prove something: after a resource ran out none does. */
function isUnmet(steps: readonly StepReport[], observations: readonly StepObservation[]): boolean {
  const end = observations.findIndex((o) => isStepExhausted(o.outcome));
  return steps.some((step, i) => !step.met && doubtOf(observations[i]) === undefined && (end < 0 || i < end));
}

/** Why a step proves nothing; undefined if it does prove something. */
function doubtOf(observation: StepObservation | undefined): string | undefined {
  if (observation === undefined) return undefined;
  const { outcome } = observation;
  if (isStepExhausted(outcome)) return exhaustedText(outcome.errno);
  return outcome.kind === 'not-tried' ? outcome.reason : undefined;
}

function stepReport(step: Step, observation: StepObservation, prediction: StepPrediction): StepReport {
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
    ...(table === undefined ? {} : { table }),
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

/** The socket table of the kernel, one row for each socket. */
export const tableOf = (sockets: readonly HeldSocket[]): TableRow[] =>
  sockets.map(({ protocol, state, address, port, peer }) => ({
    protocol,
    state,
    local: { address, port },
    ...(peer === undefined ? {} : { peer }),
  }));
