import type { Remedy, Standing } from '../model/why.ts';
import type { Scene } from './hypothesis.ts';

/** A remedy, and the scene as it would be then. */
export interface Step {
  readonly remedy: Remedy;
  readonly scene: Scene;
}

/** What remedies are made from beside the scene. */
export interface Context {
  readonly blockers: readonly Standing[];
  /** Other ports whose sockets are in the scene too. */
  readonly ports: readonly number[];
  readonly ipv6DisabledOn: readonly string[];
}

/** Remedies of one kind that may be worth predicting; most will change nothing. */
export type Maker = (scene: Scene, context: Context) => readonly Step[];
