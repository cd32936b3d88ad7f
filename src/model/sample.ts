import type { CellSet } from './cell-set.ts';
import type { ForeseenPairs } from './pair-classes.ts';

/** Up to this many addresses every pair is tried; beyond it a sample, unless all are asked for. */
export const EVERY_PAIR_UP_TO = 100;

/** How a matrix is sampled. Pure data, drawn from the seed. */
export interface SamplePlan extends ForeseenPairs {
  readonly seed: number;
  /** The pairs that are tried in any case. */
  readonly tried: CellSet;
}

/** Which pairs of a matrix were tried. The others are inferred from pairs of their class, all of which were as predicted. */
export interface MatrixSample {
  readonly seed: number;
  readonly tried: CellSet;
  /** How many pairs were not tried. */
  readonly inferred: number;
  /** How many classes of pairs were tried in full because one of them was not as predicted. */
  readonly classesInFull: number;
  /** How many addresses were tried in all their pairs because they were not as predicted by themselves or beside ANY. */
  readonly unlike: number;
}
