import { meetingsOf } from '../../judge/services/answers.ts';
import { type Component, componentsOf } from '../../judge/services/components.ts';
import { interleavingsOf } from '../../judge/services/interleavings.ts';
import { otherOrders } from '../../judge/services/orders.ts';
import { type ForeseenTrial, trialName, trialOf } from '../../judge/services/plan-trial.ts';
import { type Cast, castKey, type Sightings, simulate } from '../../judge/services/simulate.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import type { Answers } from '../../model/plan-report.ts';
import type { Start } from '../../model/service-plan.ts';
import type { TrialSandbox } from '../../model/trial.ts';
import type { Proposal } from './proposal.ts';

/** A cast of a plan as a trial. */
export interface CastTrial extends ForeseenTrial {
  /** `undefined`: the plan itself. */
  readonly proposal: Proposal | undefined;
  /** The number of the part, in the order of `componentsOf`. */
  readonly part: number;
  /** castKey() */
  readonly key: string;
}

/** Where the trials of a plan run, and whose rules foresee them. */
export interface TrialPlace {
  readonly sandbox: TrialSandbox;
  readonly book: Rulebook;
}

/** Other orders, interleavings and changes that are tried of one plan; the rest is left to the rules. */
const MOST_OTHERS = 96;

const NOBODY: Answers = {};

const idsOf = ({ services }: Cast): readonly string[] =>
  services.filter(({ ended }) => ended === undefined).map(({ id }) => id);

/** The part in its written order, with clients of the addresses that it serves. `sightings`: what was seen of it so far. */
export function writtenTrial(part: Component, { sandbox, book }: TrialPlace, sightings?: Sightings): ForeseenTrial {
  const run = simulate(part, book, sightings);
  return trialOf(run, { name: trialName(idsOf(part)), sandbox, book, clients: meetingsOf(run, book).answers });
}

/** What is tried beside the plan as it is written. */
export interface OtherTrials {
  readonly trials: readonly CastTrial[];
  /** How many orders, interleavings and changes were left out. */
  readonly left: number;
}

/** The other orders and interleavings of the parts, and each change as a plan of its own. */
export function otherTrials(
  parts: readonly Component[],
  start: Start,
  proposals: readonly Proposal[],
  place: TrialPlace,
): OtherTrials {
  const changed = proposals.flatMap((proposal) => trialsOfProposal(proposal, start, place));
  const ways = parts.flatMap((part, i) =>
    [...interleaved(part, start, place.book), ...otherOrders(part)].map((cast) => ({ cast, part: i })),
  );
  const room = Math.max(0, MOST_OTHERS - changed.length);
  const tried = ways.slice(0, room).map(({ cast, part }): CastTrial => {
    return { proposal: undefined, part, key: castKey(cast), ...castTrial(cast, wayText(cast), place) };
  });
  return { trials: [...changed, ...tried], left: ways.length - tried.length };
}

const interleaved = (part: Component, start: Start, book: Rulebook): readonly Cast[] =>
  start === 'together' ? interleavingsOf(part, book).casts : [];

function wayText({ interruption }: Cast): string {
  if (interruption === undefined) return ' in this order';
  const { first, second, calls } = interruption;
  return `, ${second} after ${calls} calls of ${first}`;
}

function trialsOfProposal(proposal: Proposal, start: Start, place: TrialPlace): CastTrial[] {
  const { ready, suggestion } = proposal;
  return componentsOf(ready).flatMap((component, part) => {
    const casts: readonly Cast[] = [component, ...interleaved(component, start, place.book)];
    const more = ` after the change "${suggestion.change}"`;
    return casts.map((cast) => ({ proposal, part, key: castKey(cast), ...castTrial(cast, more, place) }));
  });
}

function castTrial(cast: Cast, more: string, { sandbox, book }: TrialPlace): ForeseenTrial {
  const name = trialName(idsOf(cast), more);
  return trialOf(simulate(cast, book), { name, sandbox, book, clients: NOBODY });
}
