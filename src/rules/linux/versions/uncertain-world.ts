import { UNKNOWN } from '../../../model/outcome.ts';
import type { StepPrediction } from '../../../model/prediction.ts';
import { type StepForecast, sameStep } from '../../../model/step-outcome.ts';
import type { Step } from '../../../model/trial.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import type { World } from '../../rule.ts';
import type { LinuxRuleId } from '../rule-id.ts';

/**
 * A trial on a kernel of which it is not known whether it has some changes: the worlds of all kernels that it may be. What
 * they agree on is foreseen; a world that what was seen does not fit is the world of another kernel, and is left out.
 */
export class UncertainWorld implements World {
  readonly isLost: boolean;
  readonly gaveUp: boolean;
  readonly #worlds: readonly World[];

  constructor(worlds: readonly World[]) {
    this.#worlds = worlds;
    this.isLost = worlds.every((world) => world.isLost);
    this.gaveUp = worlds.some((world) => world.gaveUp);
  }

  predict(step: Step): StepPrediction {
    const [first, ...others] = this.#worlds.map((world) => world.predict(step));
    if (first === undefined) return CANNOT_BE_TOLD;
    return others.every((other) => sameOutcomes(first.outcomes, other.outcomes)) ? first : CANNOT_BE_TOLD;
  }

  advance(step: Step, observation: StepObservation): World {
    const after = this.#worlds.map((world) => world.advance(step, observation));
    const fitting = after.filter((world) => !world.isLost);
    return new UncertainWorld(fitting.length > 0 ? fitting : after);
  }

  follow(step: Step): World {
    return new UncertainWorld(this.#worlds.map((world) => world.follow(step)));
  }
}

const sameOutcomes = (a: readonly StepForecast[], b: readonly StepForecast[]): boolean =>
  a.length === b.length && a.every((one) => b.some((other) => sameStep(one, other)));

const CANNOT_BE_TOLD: StepPrediction = {
  outcomes: [UNKNOWN],
  rule: 'linux.kernel-not-told' satisfies LinuxRuleId,
  why: 'it depends on a change of the kernel, and its version does not tell whether it has that',
};
