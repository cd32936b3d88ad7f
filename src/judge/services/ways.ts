import type { PlanOutcome } from '../../model/plan-report.ts';
import { meetingsOf } from './answers.ts';
import { type OpenSocket, openSockets } from './open-sockets.ts';
import { distinctOutcomes, outcomeOf, worstOf } from './outcome.ts';
import type { Telling } from './service-report.ts';
import { type Cast, type Sightings, simulate } from './simulate.ts';
import type { Rulebook } from './trail.ts';

/** The sockets that are open once all have started. */
export interface Way {
  /** How they met in an interleaving; absent: in the written order. */
  readonly when?: string;
  /** By port: `tcp/80`. */
  readonly open: ReadonlyMap<string, readonly OpenSocket[]>;
}

/** The written order of a component, and the interleavings in which its services may start at the same time. */
export class Ways {
  /** The distinct ones, first that of the written order. */
  readonly outcomes: readonly PlanOutcome[];
  /** The distinct ones, first that of the written order. */
  readonly open: readonly Way[];
  readonly #written: Telling;
  /** What gives each outcome but the first. */
  readonly #casts = new Map<PlanOutcome, Cast>();
  readonly #told = new Map<PlanOutcome, Telling>();
  readonly #book: Rulebook;
  readonly #sightings: Sightings | undefined;

  constructor(written: Telling, casts: readonly Cast[], book: Rulebook, sightings: Sightings | undefined) {
    this.#written = written;
    this.#book = book;
    this.#sightings = sightings;
    const open = new Map<string, Way>([wayOf({ open: openSockets(written.run) })]);
    const outcomes = [outcomeOf(written.run, written.meetings)];
    for (const cast of casts) {
      const telling = this.#runOf(cast);
      const outcome = outcomeOf(telling.run, telling.meetings);
      const [key, way] = wayOf({ open: openSockets(telling.run), ...whenIn(outcome) });
      if (!open.has(key)) open.set(key, way);
      this.#casts.set(outcome, cast);
      outcomes.push(outcome);
    }
    this.outcomes = distinctOutcomes(outcomes);
    this.open = [...open.values()];
  }

  /** The run in which the worst becomes of a service; of those that are alike the first. */
  worstOf(id: string): Telling {
    const worst = worstOf(this.outcomes.flatMap(({ verdicts }) => verdicts[id] ?? []));
    const outcome = this.outcomes.find(({ verdicts }) => verdicts[id] === worst);
    const cast = outcome === undefined ? undefined : this.#casts.get(outcome);
    if (outcome === undefined || cast === undefined) return this.#written;
    const telling = this.#told.get(outcome) ?? { ...this.#runOf(cast), ...whenIn(outcome) };
    this.#told.set(outcome, telling);
    return telling;
  }

  /** Thousands of runs are not kept: that of which something is told is made again. */
  #runOf(cast: Cast): Telling {
    const run = simulate(cast, this.#book, this.#sightings);
    return { run, meetings: meetingsOf(run, this.#book) };
  }
}

const whenIn = ({ when }: PlanOutcome): { readonly when?: string } => (when === undefined ? {} : { when });

/** Its key is equal for ways in which the same sockets are open, in the same order. */
const wayOf = (way: Way): readonly [string, Way] => [
  JSON.stringify([...way.open].map(([port, sockets]) => [port, sockets.map(({ name }) => name)])),
  way,
];
