import type { StepPrediction } from '../model/prediction.ts';
import type { Step } from '../model/trial.ts';
import type { StepObservation } from '../model/trial-observation.ts';
import { startBindWorld } from './bind-world.ts';
import type { RuleEnvironment } from './environment.ts';
import type { World } from './rule.ts';
import type { RuleSet } from './systems.ts';

/** A step waits three seconds at most. */
const PATIENCE = 3000;

/**
 * The clean namespace in which a trial begins. Of a system without rules of trials only bind(2) and listen(2) are known.
 * `patience`: milliseconds for which a step waits before it gives up.
 */
export const startWorld = (rules: RuleSet, env: RuleEnvironment, patience = PATIENCE): World =>
  rules.startWorld?.(rules, env, patience) ?? startBindWorld(rules, env);

/** What the rules foresee of the next step. */
export const predict = (world: World, step: Step): StepPrediction => world.predict(step);

/** The world after the step did what was observed. */
export const advance = (world: World, step: Step, observation: StepObservation): World =>
  world.advance(step, observation);

/** The world after the step did what the rules foresee. */
export const follow = (world: World, step: Step): World => world.follow(step);
