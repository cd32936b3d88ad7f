import type { Report, Status } from '../../model/report.ts';
import type { StepReport, TrialReport } from '../../model/trial.ts';
import { agreement } from '../conclusions/view.ts';
import { STATUSES, statusCounts } from '../expectations/words.ts';
import { printable } from '../text/text.ts';

/** The endpoint of a step, as far as it has one: `0.0.0.0:80`, `[::1]`, `port 80`, or nothing. */
export function endpointInWords({ address, port }: StepReport): string {
  if (address === null) return port === null ? '' : `port ${port}`;
  const host = address.includes(':') ? `[${address}]` : address;
  return port === null ? host : `${host}:${port}`;
}

/** `bind`, then whose socket and where: the words of a step's line. */
export const stepWords = (step: StepReport): string[] => [step.op, printable(step.socket ?? ''), endpointInWords(step)];

/** How long a step waits before it gives up, in seconds: the contract of a trial. */
const PATIENCE = 3;

const WAITED: Readonly<Record<string, string>> = {
  accept: 'nothing came',
  receive: 'nothing came',
  send: 'nobody took it',
  sendto: 'nobody took it',
  connect: 'no answer',
};

/** `EADDRINUSE`, `EAGAIN (nothing came within 3 s)` */
export function observedInWords({ op, observed }: StepReport): string {
  const waited = observed === 'EAGAIN' || observed === 'EINPROGRESS' ? WAITED[op] : undefined;
  return waited === undefined ? observed : `${observed} (${waited} within ${PATIENCE} s)`;
}

/** The file of a trial whose id others have too. */
export const fileInWords = ({ id, file }: TrialReport, all: readonly TrialReport[]): string =>
  file !== undefined && all.some((one) => one.id === id && one.file !== file) ? printable(file) : '';

export const predictedInWords = ({ predicted }: StepReport): string =>
  typeof predicted === 'string' ? predicted : predicted.join(' or ');

/** Whether the rules foresaw this step, or could not know. */
export const wasForeseen = ({ predicted, observed }: StepReport): boolean =>
  typeof predicted === 'string' ? predicted === 'unknown' || predicted === observed : predicted.includes(observed);

/** Met trials first and unmet ones last, where the eye ends. */
export const byStatus = (trials: readonly TrialReport[]): TrialReport[] =>
  [...trials].sort((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status));

/** `38 of 41 trials met, 2 unmet, 1 skipped; the rules foresaw every outcome` */
export function trialCounts(report: Report): string {
  const of = (those: readonly { readonly status: Status }[], what: string): string[] =>
    those.length === 0
      ? []
      : [
          statusCounts(
            those.map((one) => one.status),
            what,
          ),
        ];
  const counts = [...of(report.trials, 'trials'), ...of(report.expectations, 'expectations')];
  return `${counts.join('; ')}; the rules ${agreement(report)}`;
}
