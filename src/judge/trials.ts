import { formatEndpoint } from '../model/address.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import { isExhausted } from '../model/outcome.ts';
import type { StepPrediction } from '../model/prediction.ts';
import type { Step, StepReport, Trial, TrialReport, StoryVerdict } from '../model/trial.ts';
import type { StepObservation, TableRow, TrialResult } from '../model/trial-observation.ts';
import { advance, environmentOf, predict, startWorld, type World } from '../rules/index.ts';
import { rulesOf } from './report.ts';

/**
 * Judges what came of trials, the first of each layout before the others of it. What depends on the layout alone is
 * made once.
 */
export function trialJudge(): (trial: Trial, finding: TrialResult) => TrialReport {
  const worlds = new Map<string, World>();
  return (trial, finding) => {
    if ('reason' in finding) return { ...named(trial), ...finding, steps: [] };
    const layout = JSON.stringify(trial.sandbox);
    if (finding.host !== undefined) worlds.set(layout, worldOf(finding.host));
    const world = worlds.get(layout);
    if (world === undefined) throw new Error(`trial ${trial.id}: no host was found for its layout`);
    return judgeTrial(trial, finding.observations, world);
  };
}

/** Lays expectation, observation and prediction of each step side by side. */
function judgeTrial(trial: Trial, observations: readonly StepObservation[], begin: World): TrialReport {
  const predictions = predictTrial(trial, observations, begin);
  const steps = observations.flatMap((observation, i) => {
    const [step, prediction] = [trial.steps[i], predictions[i]];
    return step === undefined || prediction === undefined ? [] : [stepReport(step, observation, prediction)];
  });
  const doubt = observations.findIndex((o) => doubtOf(o) !== undefined);
  const end = observations.findIndex((o) => isExhausted(o.outcome));
  const isUnmet = steps.some((step, i) => !step.met && doubtOf(observations[i]) === undefined && (end < 0 || i < end));
  const verdict = doubt < 0 ? verdictOf(trial, steps) : undefined;
  return {
    ...named(trial),
    status: isUnmet ? 'unmet' : doubt < 0 ? 'met' : 'inconclusive',
    ...(doubt < 0 ? {} : { reason: `step ${doubt + 1}: ${doubtOf(observations[doubt])}` }),
    ...(verdict === undefined || trial.story === undefined ? {} : { story: { verdict, ...trial.story } }),
    steps,
  };
}

/** Why a step proves nothing; where a resource ran out, those after it prove nothing either. */
const doubtOf = (o: StepObservation | undefined): string | undefined =>
  o !== undefined && isExhausted(o.outcome) ? `too little was left to try it: ${o.outcome}` : o?.undecided;

const named = ({ id, title, source }: Trial): Pick<TrialReport, 'id' | 'title' | 'file'> => ({
  id,
  title,
  ...(source !== undefined && 'file' in source ? { file: source.file } : {}),
});

/** The world in which every trial on a host that is laid out so begins. */
const worldOf = (host: Host): World => startWorld(rulesOf(host), environmentOf(host, []));

/** What the rules foresee of each step, told what the steps before it did. */
function predictTrial(trial: Trial, observations: readonly StepObservation[], begin: World): readonly StepPrediction[] {
  const steps = withOpenings(trial.steps);
  let world = begin;
  return observations.flatMap((observation, i) => {
    const step = steps[i];
    if (step === undefined) return [];
    const prediction = predict(world, step);
    if (i + 1 < steps.length) world = advance(world, step, observation);
    return prediction;
  });
}

/** The first step that names a socket opens it. The rules know it by its opening fields, which a file may leave out. */
function withOpenings(steps: readonly Step[]): Step[] {
  const known = new Set<string>();
  return steps.map((step) => {
    if (!('socket' in step)) return step;
    const isKnown = known.has(step.socket);
    known.add(step.socket);
    if (step.op === 'close' || step.op === 'reset') known.delete(step.socket);
    return isKnown || !mayOpen(step) ? step : { ...step, open: step.open ?? {} };
  });
}

type Opener = Exclude<
  Extract<Step, { readonly socket: string }>,
  { readonly op: 'accept' } | { readonly op: 'close' | 'reset' }
>;

const mayOpen = (step: Step): step is Opener => 'socket' in step && !['accept', 'close', 'reset'].includes(step.op);

function stepReport(step: Step, observation: StepObservation, prediction: StepPrediction): StepReport {
  const { outcome, target, table } = observation;
  const { outcomes, rule, why } = prediction;
  const [only] = outcomes;
  return {
    op: step.op,
    socket: 'socket' in step ? step.socket : null,
    address: target?.address ?? ('address' in step ? step.address : null),
    port: target?.port ?? ('port' in step && typeof step.port === 'number' ? step.port : null),
    expected: step.expect,
    observed: outcome,
    predicted: outcomes.length === 1 && only !== undefined ? only : outcomes,
    rule,
    why,
    met: step.expect.includes(outcome),
    ...(table === undefined ? {} : { table }),
  };
}

/** All claims of a story observed, it holds; some, it holds only if; none, it does not. Without claims it says nothing. */
function verdictOf({ steps }: Trial, reports: readonly StepReport[]): StoryVerdict | undefined {
  const observed = steps.flatMap((step, i) =>
    step.claim === undefined ? [] : [step.claim.includes(reports[i]?.observed ?? '')],
  );
  if (observed.length === 0) return undefined;
  if (observed.every(Boolean)) return 'holds';
  return observed.some(Boolean) ? 'holds only if' : 'does not hold';
}

/** The kernel's socket table as a reader sees it. */
export const tableOf = (sockets: readonly HeldSocket[]): readonly TableRow[] =>
  sockets.map(({ protocol, state, address, port, peer }) => ({
    protocol,
    state,
    local: formatEndpoint(address, port),
    ...(peer === undefined ? {} : { peer: formatEndpoint(peer.address, peer.port) }),
  }));
