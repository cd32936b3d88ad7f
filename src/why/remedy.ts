import type { Remedy } from '../model/remedy.ts';
import type { SocketVerdict } from '../model/why.ts';
import type { Hypothesis } from './hypothesis.ts';

/** A remedy, and the hypothesis with the remedy applied. */
export interface RemedyStep {
  readonly remedy: Remedy;
  readonly hypothesis: Hypothesis;
}

/** What remedies are made from, beside the hypothesis. */
export interface RemedyContext {
  readonly blockers: readonly SocketVerdict[];
  /** Other ports to propose, whose sockets are in the hypothesis too. */
  readonly ports: readonly number[];
  readonly ipv6DisabledOn: readonly string[];
}

/** Makes the remedies of one kind that may be worth predicting; most of them change nothing. */
export type RemedyMaker = (hypothesis: Hypothesis, context: RemedyContext) => readonly RemedyStep[];
