import type { ReportJson } from '../../contracts/report.ts';
import type { AxesJson } from '../../contracts/report-runs.ts';
import { formatAddress } from '../../model/address.ts';
import { type AxisKey, type AxisValues, axesAlone, writtenAxes } from '../../model/axes.ts';
import { reuseOf } from '../../model/options.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import type { AloneReport } from '../../model/report.ts';

type AloneJson = ReportJson['alone'][number];
/** Every axis of the model: an error here means that the contract lacks one. */
type AllAxesJson = Pick<AxesJson, AxisKey>;
/** The same of one socket: one word each. */
type AxesAloneJson = Pick<AloneJson, Exclude<AxisKey, 'sequence'>> & Pick<AxesJson, 'sequence'>;

/** One value of every axis. */
export const axesJson = (values: AxisValues): AllAxesJson => writtenAxes(values) as AllAxesJson;

/** What a socket by itself set of the reuse options, and what was asked for of the other axes; it has no order of calls. */
function axesOfSocket({ combination, listener }: AloneReport): Pick<AloneJson, Exclude<AxisKey, 'sequence'>> {
  const { sequence: _, ...asked } = writtenAxes(axesAlone(combination)) as unknown as AxesAloneJson;
  return { ...asked, reuse: reuseOf(listener.options) };
}

/** An endpoint alone. */
export const aloneJson = (one: AloneReport): AloneJson => ({
  ...(one.system === undefined ? {} : { system: one.system }),
  protocol: one.listener.protocol,
  port: one.listener.port,
  ...axesOfSocket(one),
  address: formatAddress(one.listener.address),
  outcome: formatOutcome(one.outcome),
  listened: one.listened,
  ...(one.remotePeers === undefined ? {} : { strangers: one.remotePeers }),
  predicted: formatPrediction(one.predicted),
  rule: one.rule,
});
