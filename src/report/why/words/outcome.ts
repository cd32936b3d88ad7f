import type { Outcome } from '../../../model/outcome.ts';

/** `bind would fail with EADDRINUSE` */
export function verdictInWords(outcome: Outcome): string {
  if (outcome.kind === 'ok') return 'it would bind';
  if (outcome.kind === 'refused') return `${outcome.call} would fail with ${outcome.errno}`;
  return 'cannot tell whether it would bind';
}
