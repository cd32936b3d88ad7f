import type { StepPrediction } from '../../model/prediction.ts';
import { type StepForecast, type StepOutcome, sameStep } from '../../model/step-outcome.ts';
import type { Step } from '../../model/trial.ts';
import { follow, predict, type RuleEnvironment, type RuleSet, startWorld, type World } from '../../rules/index.ts';
import type { AlikeVerdicts } from './alike.ts';

/** A step that services made, what the rules said of it, and what came of it. */
export interface TrailStep {
  readonly step: Step;
  readonly prediction: StepPrediction;
  readonly outcome: StepForecast | StepOutcome;
}

/** What a kernel did, step by step: used as long as the steps are the same as those that it was asked for. */
export type Observed = readonly { readonly step: Step; readonly outcome: StepOutcome }[];

/** Whose rules, on what host. */
export interface Rulebook {
  readonly rules: RuleSet;
  readonly env: RuleEnvironment;
  /** Only the verdicts are wanted: not who answers where, what other orders give, nor restarts. */
  readonly brief?: true;
  /** What was found of parts that no address of the host decides about. Only hosts with equal rules and settings share it. */
  readonly alike?: AlikeVerdicts;
}

/** The world before any step, which no step changes. */
const STARTS = new WeakMap<Rulebook, World>();

function worldAtStart(book: Rulebook): World {
  const world = STARTS.get(book) ?? startWorld(book.rules, book.env);
  STARTS.set(book, world);
  return world;
}

/**
 * A kernel in which services start: it follows the rules, or what was observed of a real one. Sockets of different ports
 * have nothing to do with each other, so that each port is a world of its own.
 */
export class Trail {
  readonly steps: TrailStep[] = [];
  readonly #book: Rulebook;
  readonly #worlds = new Map<number, World>();
  readonly #observed: Observed;
  #follows = true;

  constructor(book: Rulebook, observed: Observed = []) {
    this.#book = book;
    this.#observed = observed;
  }

  /** Makes one step on a port. Where chance decides, or nothing can be known, the outcome is unknown. */
  take(port: number, step: Step): TrailStep {
    const world = this.#at(port);
    const prediction = predict(world, step);
    const seen = this.#seenOf(step);
    const [first, ...others] = prediction.outcomes;
    const foreseen: StepForecast = first === undefined || others.length > 0 ? { kind: 'unknown' } : first;
    const outcome = seen ?? foreseen;
    this.#worlds.set(
      port,
      seen === undefined || sameStep(seen, foreseen) ? follow(world, step) : world.advance(step, { outcome: seen }),
    );
    const taken = { step, prediction, outcome };
    this.steps.push(taken);
    return taken;
  }

  /** What the rules say of a step that is not made. */
  wouldTake(port: number, step: Step): StepPrediction {
    return predict(this.#at(port), step);
  }

  #at(port: number): World {
    const world = this.#worlds.get(port) ?? worldAtStart(this.#book);
    this.#worlds.set(port, world);
    return world;
  }

  #seenOf(step: Step): StepOutcome | undefined {
    const at = this.steps.length;
    const seen = this.#observed[at];
    this.#follows &&= seen !== undefined && JSON.stringify(seen.step) === JSON.stringify(step);
    return this.#follows ? seen?.outcome : undefined;
  }
}
