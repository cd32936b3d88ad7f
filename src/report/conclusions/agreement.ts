import type { Report } from '../../model/report.ts';
import { count, plural } from '../text/text.ts';

/** What was not tried says nothing about the rules. */
const pairsInferred = ({ summary }: Report): string[] =>
  summary.pairs.inferred === undefined ? [] : [`${plural(summary.pairs.inferred, 'pair')} inferred`];

/**
 * How the outcomes compare with what the rules predicted: `every outcome matched the rules`,
 * `2 outcomes differed from the rules; 3 could not be predicted; 1 answer could not be seen`.
 */
export function agreement(report: Report): string {
  const { disagreements, unknown, unseen = 0, denied = 0 } = report.summary;
  const inferred = pairsInferred(report);
  if (disagreements + unknown + unseen + denied === 0)
    return ['every outcome matched the rules', ...inferred].join('; ');
  return [
    `${disagreements === 0 ? 'no outcome' : plural(disagreements, 'outcome')} differed from the rules`,
    ...(unknown === 0 ? [] : [`${count(unknown)} could not be predicted`]),
    ...(denied === 0 ? [] : [`${count(denied)} ${denied === 1 ? 'was' : 'were'} refused by a policy`]),
    ...(unseen === 0 ? [] : [`${plural(unseen, 'answer')} could not be seen`]),
    ...inferred,
  ].join('; ');
}

/** The same as a sentence of its own: `Every outcome matched the rules.` */
export const agreementSentence = (report: Report): string => {
  const text = agreement(report);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};
