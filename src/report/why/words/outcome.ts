import { formatPrediction, type Outcome } from '../../../model/outcome.ts';

/** The errno of a refusal by itself, and else the outcome as a report has it: `EADDRINUSE`, `ok`, `unknown`. */
export const errnoInWords = (outcome: Outcome): string =>
  outcome.kind === 'refused' ? outcome.errno : formatPrediction(outcome);

/** `bind would fail with EADDRINUSE` */
export function verdictInWords(outcome: Outcome): string {
  if (outcome.kind === 'ok') return 'it would bind';
  if (outcome.kind === 'refused') return `${outcome.call} would fail with ${outcome.errno}`;
  return 'cannot tell whether it would bind';
}
