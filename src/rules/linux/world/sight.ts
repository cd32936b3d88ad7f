import type { StepObservation } from '../../../model/trial-observation.ts';

/**
 * What was observed of a step, if it was. It notes whether a play looks at it: a play that does not comes to the same
 * before the step and after it.
 */
export class Sight {
  readonly #observation: StepObservation | undefined;
  #wasUsed = false;

  constructor(observation: StepObservation | undefined) {
    this.#observation = observation;
  }

  get observation(): StepObservation | undefined {
    this.#wasUsed = true;
    return this.#observation;
  }

  get wasUsed(): boolean {
    return this.#wasUsed;
  }
}
