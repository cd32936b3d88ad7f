import type { PlanOutcome } from '../../model/plan-report.ts';
import { VERDICTS, type Verdict } from '../../model/service-plan.ts';
import { type Meetings, meetingsOf } from './answers.ts';
import { endpointOf } from './open-sockets.ts';
import { type Cast, type Run, type Sightings, simulate } from './simulate.ts';
import type { Rulebook } from './trail.ts';
import { refusalOf, verdictOf } from './verdicts.ts';

/** The verdicts of a cast, as it was seen or else by the rules. */
export function outcomeOfCast(cast: Cast, book: Rulebook, sightings?: Sightings): PlanOutcome {
  const run = simulate(cast, book, sightings);
  return outcomeOf(run, meetingsOf(run, book));
}

/** The verdicts of one run. */
export function outcomeOf(run: Run, { shares }: Pick<Meetings, 'shares'>): PlanOutcome {
  const when = whenOf(run);
  return {
    order: run.servers.map(({ service }) => service.id),
    ...(when === undefined ? {} : { when }),
    verdicts: Object.fromEntries(
      run.servers.map((one) => [one.service.id, verdictOf(one, shares.get(one.service.id) ?? [])]),
    ),
    refusals: Object.fromEntries(
      run.servers.flatMap((one) => {
        const refusal = refusalOf(one);
        return refusal === undefined ? [] : [[one.service.id, refusal]];
      }),
    ),
  };
}

/** `admin starts before edge calls listen on 0.0.0.0:80` */
function whenOf({ cast: { interruption }, interrupted, servers }: Run): string | undefined {
  if (interruption === undefined) return undefined;
  const { first, second } = interruption;
  if (interrupted === undefined) return `${second} starts after ${first}`;
  const { step } = interrupted;
  const attempt = servers
    .flatMap(({ attempts }) => attempts)
    .find(({ name }) => 'socket' in step && name === step.socket);
  const where = attempt === undefined ? '' : ` ${endpointOf(attempt.socket)}`;
  return `${second} starts before ${step.op}${where} of ${first}`;
}

/** Those whose verdicts or refused calls differ, each the first of its kind. */
export function distinctOutcomes(outcomes: readonly PlanOutcome[]): readonly PlanOutcome[] {
  const seen = new Map<string, PlanOutcome>();
  for (const one of outcomes) {
    const sorted = (all: Readonly<Record<string, string>>) => Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([sorted(one.verdicts), sorted(one.refusals)]);
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

/** The worst of several verdicts. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? 'up';
