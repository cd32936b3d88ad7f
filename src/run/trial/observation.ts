import type { SocketAddress } from '../../model/address.ts';
import { type CallOutcome, OK } from '../../model/outcome.ts';
import type { Differs, NotTried, StepOutcome } from '../../model/step-outcome.ts';
import type { StepObservation } from '../../model/trial-observation.ts';

const plain = new Map<StepOutcome, StepObservation>();

/** An observation that has only the outcome of a call. Each is made once, because most steps give one of a few. */
export function observed(outcome: CallOutcome): StepObservation {
  const known = plain.get(outcome);
  if (known !== undefined) return known;
  const made = { outcome };
  plain.set(outcome, made);
  return made;
}

export const SUCCEEDED = observed(OK);

/** The observation of a step that could not be tried, or that proves nothing. */
export const notTried = (reason: string): StepObservation & { readonly outcome: NotTried } => ({
  outcome: { kind: 'not-tried', reason },
});

/** The observation of a step whose `$NAME` no earlier step saved. */
export const neverSaved = (reference: string): StepObservation & { readonly outcome: NotTried } =>
  notTried(`${reference} was not saved: the step that saves it failed`);

/** The outcome of a step that saw something else than it expects. */
export const differs = (seen: string): Differs => ({ kind: 'differs', seen });

/** The outcome of a call with the local end that the kernel chose, and the values of a `$NAME`. */
export function observedAt(
  outcome: CallOutcome,
  local: SocketAddress | undefined,
  target: StepObservation['target'],
): StepObservation {
  if (local === undefined && target === undefined) return observed(outcome);
  return { outcome, ...(local === undefined ? {} : { local }), ...(target === undefined ? {} : { target }) };
}
