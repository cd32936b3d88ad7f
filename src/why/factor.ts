import type { Evidence } from '../model/evidence.ts';
import type { Factor, FactorRole } from '../model/factor.ts';
import type { Listener } from '../model/listener.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SocketVerdict } from '../model/why.ts';

/** What the factors are made from. */
export interface FactorContext {
  readonly listener: Listener;
  readonly evidence: Evidence;
  readonly blockers: readonly SocketVerdict[];
  readonly others: readonly SocketVerdict[];
  /** The answer to what is asked: where the bind passes, nothing is a cause. */
  readonly outcome: Outcome;
}

/** Makes one factor; undefined where it does not bear on the listener at all. */
export type FactorMaker = (context: FactorContext) => Factor | undefined;

export const roleOf = (isCause: boolean): FactorRole => (isCause ? 'cause' : 'not the cause');
