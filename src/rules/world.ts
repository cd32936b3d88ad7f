import { UNKNOWN } from '../model/outcome.ts';
import type { StepPrediction } from '../model/prediction.ts';
import type { Step } from '../model/trial.ts';
import type { StepObservation } from '../model/trial-observation.ts';
import type { RuleEnvironment } from './environment.ts';
import type { RuleSet, World } from './rule.ts';

/** A step waits three seconds at most. */
const PATIENCE = 3000;

/**
 * The clean namespace in which a trial begins. Of a system without rules of trials every step is unknown.
 * `patience`: milliseconds for which a step waits before it gives up.
 */
export const startWorld = (rules: RuleSet, env: RuleEnvironment, patience = PATIENCE): World =>
  rules.startWorld?.(rules, env, patience) ?? UNKNOWN_WORLD;

/** What the rules foresee of the next step. */
export const predict = (world: World, step: Step): StepPrediction => world.predict(step);

/** The world after the step did what was observed. */
export const advance = (world: World, step: Step, observation: StepObservation): World =>
  world.advance(step, observation);

const NOTHING_KNOWN: StepPrediction = {
  outcomes: [UNKNOWN],
  rule: '',
  why: 'the rules of this system say nothing of trials',
};

const UNKNOWN_WORLD: World = { isLost: true, predict: () => NOTHING_KNOWN, advance: () => UNKNOWN_WORLD };
