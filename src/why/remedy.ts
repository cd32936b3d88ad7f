import type { Remedy, SocketVerdict } from '../model/why.ts';
import type { Hypothesis } from './hypothesis.ts';

/** A remedy, and the scene as it would be then. */
export interface RemedyStep {
  readonly remedy: Remedy;
  readonly scene: Hypothesis;
}

/** What remedies are made from beside the scene. */
export interface RemedyContext {
  readonly blockers: readonly SocketVerdict[];
  /** Other ports whose sockets are in the scene too. */
  readonly ports: readonly number[];
  readonly ipv6DisabledOn: readonly string[];
}

/** Remedies of one kind that may be worth predicting; most will change nothing. */
export type RemedyMaker = (scene: Hypothesis, context: RemedyContext) => readonly RemedyStep[];
