import type { Component } from '../../judge/services/components.ts';
import { observedOf } from '../../judge/services/plan-trial.ts';
import { castKey, type Sightings } from '../../judge/services/simulate.ts';
import type { Observed, Rulebook } from '../../judge/services/trail.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Trial, TrialReport } from '../../model/trial.ts';
import type { CheckWhere } from '../check.ts';
import type { Conduct } from '../conduct.ts';
import { runTrials } from '../sandboxed-trials.ts';
import { type CastTrial, writtenTrial } from './plan-trials.ts';
import type { PreparedPlan } from './prepare-plan.ts';
import { runHere } from './run-here.ts';

/** How a plan is tried. */
export interface Observation {
  readonly book: Rulebook;
  readonly where: CheckWhere;
  readonly conduct: Conduct;
}

/** A trial and what came of it; absent where it was not run. */
export interface Tried {
  readonly trial: Trial;
  readonly report: TrialReport | undefined;
}

/** What was seen of the parts of a plan, and of what was tried beside it. */
export interface Seen {
  /** Of the first round; its trials are below. */
  readonly report: Report;
  /** Of each part as it is written. */
  readonly written: readonly Tried[];
  /** Of each part: what the kernel did, in the written order. */
  readonly sightings: readonly Sightings[];
  readonly others: readonly (CastTrial & Tried)[];
}

/** So often what was observed leads to other calls than those that were tried, and these are tried too. */
const MOST_ROUNDS = 4;

/** Runs the parts until each does the calls that its services make on this kernel, and what else is tried once. */
export async function observeParts(
  parts: readonly Component[],
  more: readonly CastTrial[],
  prepared: PreparedPlan,
  observation: Observation,
): Promise<Result<Seen, FlowProblem>> {
  const place = { sandbox: prepared.within.sandbox, book: observation.book };
  let sightings: readonly Sightings[] = parts.map(() => new Map());
  let first: { readonly report: Report; readonly others: Seen['others'] } | undefined;
  for (let round = 1; ; round++) {
    const trials = parts.map((part, i) => writtenTrial(part, place, sightings[i]));
    const all = round === 1 ? [...trials, ...more.map(({ trial }) => trial)] : trials;
    const run = await runAll(all, parts, prepared, observation);
    if (!run.ok) return run;
    const written = trials.map((trial, i) => ({ trial, report: run.value.trials[i] }));
    first ??= {
      report: run.value,
      others: more.map((one, i) => ({ ...one, report: run.value.trials[parts.length + i] })),
    };
    const before = sightings;
    sightings = parts.map((part, i) => sightingsOf(part, written[i]));
    const isOtherwise = parts.some((part, i) => {
      const key = castKey(part);
      return deviates(sightings[i]?.get(key), before[i]?.get(key), trials[i]);
    });
    if (round >= MOST_ROUNDS || !isOtherwise) return ok({ ...first, written, sightings });
  }
}

const runAll = async (
  trials: readonly Trial[],
  parts: readonly Component[],
  prepared: PreparedPlan,
  { where, conduct }: Observation,
): Promise<Result<Report, FlowProblem>> =>
  where === 'host' ? runHere(trials, parts, prepared, conduct) : runTrials(trials, { withTables: false, mayShare: true }, conduct);

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
