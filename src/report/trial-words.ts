import type { Report } from '../model/report.ts';
import type { StepReport, TrialReport } from '../model/trial.ts';
import { agreement } from './conclusions.ts';
import { STATUSES, statusCounts } from './expected.ts';
import { printable } from './text.ts';

/** The endpoint of a step, as far as it has one: `0.0.0.0:80`, `[::1]`, `port 80`, or nothing. */
export function endpointInWords({ address, port }: StepReport): string {
  if (address === null) return port === null ? '' : `port ${port}`;
  const host = address.includes(':') ? `[${address}]` : address;
  return port === null ? host : `${host}:${port}`;
}

/** `bind`, then whose socket and where: the words of a step's line. */
export const stepWords = (step: StepReport): string[] => [step.op, printable(step.socket ?? ''), endpointInWords(step)];

export const predictedInWords = ({ predicted }: StepReport): string =>
  typeof predicted === 'string' ? predicted : predicted.join(' or ');

/** Whether the rules foresaw this step, or could not know. */
export const wasForeseen = ({ predicted, observed }: StepReport): boolean =>
  typeof predicted === 'string' ? predicted === 'unknown' || predicted === observed : predicted.includes(observed);

/** Met trials first and unmet ones last, where the eye ends. */
export const byStatus = (trials: readonly TrialReport[]): TrialReport[] =>
  [...trials].sort((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status));

/** `38 of 41 trials met, 2 unmet, 1 skipped; the rules foresaw every outcome` */
export const trialCounts = (report: Report): string =>
  `${statusCounts(
    report.trials.map((one) => one.status),
    'trials',
  )}; the rules ${agreement(report)}`;
