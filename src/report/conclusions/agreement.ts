import type { Report } from '../../model/report.ts';
import { count, plural } from '../text/text.ts';

/**
 * How the outcomes compare with what the rules predicted: `every outcome matched the rules`,
 * `2 outcomes differed from the rules; 3 could not be predicted`.
 */
export function agreement({ summary: { disagreements, unknown } }: Report): string {
  const differed = disagreements === 0 ? 'no outcome' : plural(disagreements, 'outcome');
  if (unknown > 0) return `${differed} differed from the rules; ${count(unknown)} could not be predicted`;
  return disagreements === 0 ? 'every outcome matched the rules' : `${differed} differed from the rules`;
}

/** The same as a sentence of its own: `Every outcome matched the rules.` */
export const agreementSentence = (report: Report): string => {
  const text = agreement(report);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};
