import type { Report, Status } from '../../model/report.ts';
import { formatStep, type StepForecast, type StepOutcome, sameStep } from '../../model/step-outcome.ts';
import type { StepReport, TrialReport } from '../../model/trial.ts';
import { agreement } from '../conclusions/agreement.ts';
import { refusalInWords } from '../text/outcomes.ts';
import { statusCounts } from '../text/status.ts';
import { kernelName, predictedSystemName, systemName } from '../text/systems.ts';
import { count } from '../text/text.ts';

/** Where the trials ran; of a prediction, by whose rules they are judged, and that nothing ran. */
export const ranWhere = (report: Report): string =>
  report.predicted === undefined
    ? `each in a network namespace of its own, ${kernelName(report.host)}`
    : `predicted, no socket was opened: the rules of ${report.predicted.map(predictedSystemName).join(', ')}`;

/** `FreeBSD: `, where the trial was predicted. */
export const systemOf = ({ system }: TrialReport): string => (system === undefined ? '' : `${systemName(system)}: `);

/** The endpoint of a step, as far as it has one: `0.0.0.0:80`, `[::1]`, `port 80`, or nothing. */
export function endpointInWords({ address, port }: StepReport): string {
  if (address === null) return port === null ? '' : `port ${port}`;
  const host = bracketed(address);
  return port === null ? host : `${host}:${port}`;
}

/** An address as it stands before a port: `127.0.0.1`, `[::1]`; a `$NAME` as it is. */
export const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** `bind`, then the socket's name and the endpoint: the words of a step's line. */
export const stepWords = (step: StepReport): string[] => [step.op, step.socket ?? '', endpointInWords(step)];

/**
 * The call that was refused before a step's own could be made: socket(2), or setsockopt(2) of an option that the step
 * opens its socket with.
 */
export const callBefore = (
  op: StepReport['op'],
  outcome: StepOutcome | StepForecast,
): 'socket' | 'setsockopt' | undefined => {
  if (outcome.kind !== 'refused' || outcome.call === op) return undefined;
  return outcome.call === 'socket' || outcome.call === 'setsockopt' ? outcome.call : undefined;
};

/** `ok`, `EADDRINUSE`, `setsockopt EPERM` where a call before the step's own was refused, `received by a`. */
export const stepOutcomeInWords = (op: StepReport['op'], outcome: StepOutcome | StepForecast): string =>
  outcome.kind === 'refused' && callBefore(op, outcome) !== undefined ? refusalInWords(outcome) : formatStep(outcome);

/** How long a step waits before it gives up, in seconds: the contract of a trial. */
const PATIENCE = 3;

const WAITED: Readonly<Partial<Record<StepReport['op'], string>>> = {
  accept: 'nothing came',
  receive: 'nothing came',
  send: 'nothing was taken',
  sendto: 'nothing was taken',
  connect: 'no answer',
};

/** `EADDRINUSE`, `EAGAIN (nothing came within 3 s)` */
export function observedInWords({ op, observed, wait }: StepReport): string {
  const text = stepOutcomeInWords(op, observed);
  const isTimeout = observed.kind === 'refused' && (observed.errno === 'EAGAIN' || observed.errno === 'EINPROGRESS');
  const waited = isTimeout && wait !== false ? WAITED[op] : undefined;
  return waited === undefined ? text : `${text} (${waited} within ${PATIENCE} s)`;
}

/** `ok`, `received by a or received by b` where chance decides. */
export const predictedInWords = ({ op, predicted }: StepReport): string =>
  predicted.map((one) => stepOutcomeInWords(op, one)).join(' or ');

/** Whether a step came to what the rules predicted, or they could not predict it. */
export const wasPredicted = ({ predicted, observed }: StepReport): boolean =>
  predicted.some((one) => one.kind === 'unknown' || sameStep(one, observed));

/** `38 of 41 trials met, 2 unmet, 1 skipped; every outcome matched the rules` */
export function trialCounts(report: Report): string {
  const of = (those: readonly { readonly status: Status }[], what: string): string[] =>
    those.length === 0 ? [] : [statusCounts(those, what)];
  const counts = [...of(report.trials, 'trials'), ...of(report.expectations, 'expectations')];
  return `${counts.join('; ')}; ${report.predicted === undefined ? agreement(report) : foresight(report)}`;
}

/** How much of a prediction is none. */
const foresight = ({ summary: { unknown } }: Report): string =>
  unknown === 0
    ? 'all by the rules, nothing was run'
    : `by the rules, nothing was run; ${count(unknown)} could not be predicted`;
