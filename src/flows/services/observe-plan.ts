import { mergeReports } from '../../judge/merge-reports.ts';
import type { AlikeParts } from '../../judge/services/alike-parts.ts';
import { componentsOf } from '../../judge/services/components.ts';
import { type ComponentVerdict, judgeComponent } from '../../judge/services/judge-component.ts';
import { planReport } from '../../judge/services/judge-plan.ts';
import { observedOf } from '../../judge/services/plan-trial.ts';
import { withSeenAnswers } from '../../judge/services/seen-answers.ts';
import type { Sightings } from '../../judge/services/simulate.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import { withPlans } from '../../judge/with-plans.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { PlanReport, Suggestion } from '../../model/plan-report.ts';
import type { ReadyPlan } from '../../model/planned-socket.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { TrialReport } from '../../model/trial.ts';
import { type Observation, observeParts, type Seen, type Tried, wasForeseen } from './observe-parts.ts';
import { type OtherTrials, otherTrials } from './plan-trials.ts';
import type { PreparedPlan } from './prepare-plan.ts';
import type { Proposal } from './proposal.ts';

/** What the rules say of a plan, and the changes that they propose. */
export interface Foreseen {
  readonly parts: AlikeParts;
  /** Of each part. */
  readonly verdicts: readonly ComponentVerdict[];
  readonly plan: PlanReport;
  readonly proposals: readonly Proposal[];
}

/** Starts the services on real sockets, and lays what happened beside what the rules foresee. */
export async function observePlan(
  prepared: PreparedPlan,
  { parts: alike, verdicts, plan: foreseen, proposals }: Foreseen,
  observation: Observation,
): Promise<Result<Report, FlowProblem>> {
  const { ready, within } = prepared;
  const { book, where } = observation;
  const { parts } = alike;
  // On the host nothing is opened but what the plan names, in its order.
  const more = where === 'host' ? NONE : otherTrials(parts, ready.start, proposals, { sandbox: within.sandbox, book });
  const seen = await observeParts(alike, more.trials, prepared, observation);
  if (!seen.ok) return seen;
  const { written } = seen.value;
  const judged = parts.map((part, i) => {
    const known = isPartAsForeseen(seen.value, i) ? verdicts[i] : undefined;
    if (known !== undefined) return known;
    const verdict = judgeComponent(part, ready.start, book, sightingsOfPart(seen.value, i));
    return asAnswered(verdict, written[i]);
  });
  const trials = [...written, ...seen.value.others].flatMap(({ report }) => report ?? []);
  const observed = planReport(ready, judged, book);
  const plan = {
    ...observed,
    suggestions: proposals.flatMap((one) => triedSuggestion(one, ready, book, seen.value)),
    notes: [...new Set([...foreseen.notes, ...observed.notes, ...skippedNotes(trials), ...leftNotes(more)])],
  };
  return ok(reportOf({ ...seen.value.report, trials }, plan));
}

const NONE: OtherTrials = { trials: [], left: 0 };

/** Whether all that was tried of a part did what the rules foresee: what they say of it is what was observed then. */
const isPartAsForeseen = ({ asForeseen, others }: Seen, part: number): boolean =>
  asForeseen[part] === true &&
  others.every((one) => one.part !== part || one.proposal !== undefined || wasForeseen(one));

/** What was seen of a part in its written order, and in others. */
const sightingsOfPart = ({ sightings, others }: Seen, part: number): Sightings =>
  new Map([
    ...(sightings[part] ?? []),
    ...sightingsIn(others.filter((one) => one.proposal === undefined && one.part === part)),
  ]);

const sightingsIn = (others: Seen['others']): Sightings =>
  new Map(
    others.flatMap(({ key, trial, report }) => {
      const observed = report === undefined ? undefined : observedOf(trial, report);
      return observed === undefined ? [] : [[key, observed] as const];
    }),
  );

const asAnswered = (verdict: ComponentVerdict, tried: Tried | undefined): ComponentVerdict =>
  tried?.report === undefined ? verdict : withSeenAnswers(verdict, tried.trial, tried.report);

/** The change as it came out; none where not all were as they should then. */
function triedSuggestion(proposal: Proposal, { start }: ReadyPlan, book: Rulebook, { others }: Seen): Suggestion[] {
  const own = others.filter((one) => one.proposal === proposal);
  const isTried = own.length > 0 && own.every(({ report }) => report !== undefined && report.status !== 'skipped');
  if (!isTried) return [proposal.suggestion];
  const services = componentsOf(proposal.ready).flatMap((component, part) => {
    const sightings = sightingsIn(own.filter((one) => one.part === part));
    return judgeComponent(component, start, book, sightings).services;
  });
  if (services.some(({ status }) => status === 'unmet')) return [];
  return [{ ...proposal.suggestion, tried: 'sandbox' }];
}

const skippedNotes = (trials: readonly TrialReport[]): string[] => [
  ...new Set(
    trials.flatMap(({ status, reason }) =>
      status === 'skipped' ? [`by the rules, not tried: ${reason ?? 'it could not be run'}`] : [],
    ),
  ),
];

const leftNotes = ({ left, trials }: OtherTrials): string[] =>
  left === 0 ? [] : [`${left} other orders are by the rules: beside the plan itself ${trials.length} were tried`];

/** The report of the sandbox, whose trials are told as services; where rule and kernel differ, it says so. */
function reportOf(ran: Report, plan: PlanReport): Report {
  const { disagreements, summary, ...rest } = mergeReports([ran]);
  const none = { met: 0, unmet: 0, inconclusive: 0, skipped: 0 };
  return withPlans({ ...rest, trials: [], disagreements, summary: { ...summary, trials: none } }, [plan]);
}
