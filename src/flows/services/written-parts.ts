import type { AlikeParts } from '../../judge/services/alike-parts.ts';
import type { Component } from '../../judge/services/components.ts';
import { type ForeseenTrial, isAsForeseen } from '../../judge/services/plan-trial.ts';
import type { TrialJudge } from '../../judge/trials.ts';
import { timingOf } from '../../model/timing.ts';
import type { TrialReport } from '../../model/trial.ts';
import type { StepObservation, TrialResult } from '../../model/trial-observation.ts';
import { type TrialPlace, writtenTrial } from './plan-trials.ts';

/** The parts of a plan in their written order, as trials that the rules foresee. Of parts that are alike one is looked at. */
export class WrittenParts {
  readonly trials: readonly ForeseenTrial[];
  readonly #alike: AlikeParts;
  readonly #place: TrialPlace;
  readonly #made = new Map<Component, ForeseenTrial>();

  constructor(alike: AlikeParts, place: TrialPlace) {
    this.#alike = alike;
    this.#place = place;
    this.trials = alike.map('trial', (part) => this.#trialOf(part));
  }

  #trialOf(part: Component): ForeseenTrial {
    const trial = this.#made.get(part) ?? writtenTrial(part, this.#place);
    this.#made.set(part, trial);
    return trial;
  }

  /** The report of the trial of that part. */
  reportOf(part: number, result: TrialResult, judge: TrialJudge): TrialReport | undefined {
    const tried = this.trials[part];
    if (tried === undefined || 'reason' in result) return undefined;
    const { observations } = result;
    if (!observations.every(isOutcomeAlone)) return undefined;
    if (!isAsForeseen(tried.foreseen, observations.map(outcomeOf))) return undefined;
    const report = this.#alike.of(part, 'report', (one) => judge(this.#trialOf(one).trial, result));
    return { ...report, ...timingOf(result) };
  }
}

const outcomeOf = ({ outcome }: StepObservation): StepObservation['outcome'] => outcome;

/** What else was seen, as the port that the kernel chose, is of one trial alone. */
const isOutcomeAlone = (observation: StepObservation): boolean => Object.keys(observation).length === 1;
