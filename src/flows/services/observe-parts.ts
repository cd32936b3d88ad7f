import type { AlikeParts } from '../../judge/services/alike-parts.ts';
import type { Component } from '../../judge/services/components.ts';
import { type ForeseenTrial, isAsForeseen, observedOf } from '../../judge/services/plan-trial.ts';
import { castKey, type Sightings } from '../../judge/services/simulate.ts';
import type { Observed, Rulebook } from '../../judge/services/trail.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Trial, TrialReport } from '../../model/trial.ts';
import type { CheckWhere } from '../check.ts';
import type { Conduct } from '../conduct.ts';
import { runTrials, type TrialView } from '../sandboxed-trials.ts';
import { type CastTrial, writtenTrial } from './plan-trials.ts';
import type { PreparedPlan } from './prepare-plan.ts';
import { runHere } from './run-here.ts';
import { WrittenParts } from './written-parts.ts';

/** How a plan is tried. */
export interface Observation {
  readonly book: Rulebook;
  readonly where: CheckWhere;
  readonly conduct: Conduct;
}

/** A trial and what came of it; absent where it was not run. */
export interface Tried extends ForeseenTrial {
  readonly report: TrialReport | undefined;
}

/** Whether every step did what was foreseen. */
export const wasForeseen = ({ foreseen, report }: Tried): boolean =>
  report !== undefined &&
  isAsForeseen(
    foreseen,
    report.steps.map(({ observed }) => observed),
  );

/** What was seen of the parts of a plan, and of what was tried beside it. */
export interface Seen {
  /** Of the first round; its trials are below. */
  readonly report: Report;
  /** Of each part as it is written. */
  readonly written: readonly Tried[];
  /** Of each part: what the kernel did, in the written order; nothing of those that did what the rules foresee. */
  readonly sightings: readonly Sightings[];
  /** Of each part: whether it did what the rules foresee. */
  readonly asForeseen: readonly boolean[];
  readonly others: readonly (CastTrial & Tried)[];
}

/** So often what was observed leads to other calls than those that were tried, and these are tried too. */
const MOST_ROUNDS = 4;

/** Runs the parts until each does the calls that its services make on this kernel, and what else is tried once. */
export async function observeParts(
  alike: AlikeParts,
  more: readonly CastTrial[],
  prepared: PreparedPlan,
  observation: Observation,
): Promise<Result<Seen, FlowProblem>> {
  const { parts } = alike;
  const place = { sandbox: prepared.within.sandbox, book: observation.book };
  const byTheRules = new WrittenParts(alike, place);
  let [sightings, asForeseen] = [parts.map((): Sightings => new Map()), parts.map(() => true)];
  let first: Pick<Seen, 'report' | 'others'> | undefined;
  for (let round = 1; ; round++) {
    const trials = byTheRules.trials.map((trial, i) => {
      const part = parts[i];
      return asForeseen[i] === true || part === undefined ? trial : writtenTrial(part, place, sightings[i]);
    });
    const all = [...trials, ...(round === 1 ? more : [])].map(({ trial }) => trial);
    const report: NonNullable<TrialView['report']> = (i, result, judge) =>
      asForeseen[i] === true ? byTheRules.reportOf(i, result, judge) : undefined;
    const run = await runAll(all, parts, prepared, observation, report);
    if (!run.ok) return run;
    const reports = run.value.trials;
    const written = trials.map((trial, i) => ({ ...trial, report: reports[i] }));
    first ??= { report: run.value, others: more.map((one, i) => ({ ...one, report: reports[parts.length + i] })) };
    const before = sightings;
    asForeseen = written.map((tried, i) => asForeseen[i] === true && wasForeseen(tried));
    sightings = parts.map((part, i) => (asForeseen[i] === true ? new Map() : sightingsOf(part, written[i])));
    const isOtherwise = parts.some((part, i) => {
      const key = castKey(part);
      return deviates(sightings[i]?.get(key), before[i]?.get(key), trials[i]?.trial);
    });
    if (round >= MOST_ROUNDS || !isOtherwise) return ok({ ...first, written, sightings, asForeseen });
  }
}

const runAll = async (
  trials: readonly Trial[],
  parts: readonly Component[],
  prepared: PreparedPlan,
  { where, conduct }: Observation,
  report: NonNullable<TrialView['report']>,
): Promise<Result<Report, FlowProblem>> =>
  where === 'host'
    ? runHere(trials, parts, prepared, conduct)
    : runTrials(trials, { withTables: false, mayShare: true, report }, conduct);

function sightingsOf(part: Component, tried: Tried | undefined): Sightings {
  const observed = tried?.report === undefined ? undefined : observedOf(tried.trial, tried.report);
  return new Map(observed === undefined ? [] : [[castKey(part), observed]]);
}

/** Whether a step did something else than it did, or was foreseen to do, when the steps after it were chosen. */
function deviates(now: Observed | undefined, before: Observed | undefined, trial: Trial | undefined): boolean {
  if (now === undefined || trial === undefined) return false;
  return now.some(({ step, outcome }, i) => {
    const was = before?.[i];
    if (was !== undefined && JSON.stringify(was.step) === JSON.stringify(step))
      return was.outcome.kind !== outcome.kind;
    const expected = trial.steps[i]?.expect ?? [];
    return (outcome.kind === 'ok') !== expected.includes('ok');
  });
}
