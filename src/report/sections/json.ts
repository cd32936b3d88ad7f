import type { ReportJson } from '../../contracts/report.ts';
import type { AxesJson } from '../../contracts/report-runs.ts';
import { formatAddress } from '../../model/address.ts';
import { AXES, type AxisKey, type AxisValues, axesFromOptions, writtenAxes } from '../../model/axes.ts';
import type { SocketOptions } from '../../model/options.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import type { AloneReport } from '../../model/report.ts';

type AloneJson = ReportJson['alone'][number];
/** Every axis of the model: an error here means that the contract lacks one. */
type AllAxesJson = Pick<AxesJson, AxisKey>;
type SocketAxesJson = Pick<AloneJson, Extract<AxisKey, keyof AloneJson>>;

/** One value of every axis. */
export const axesJson = (values: AxisValues): AllAxesJson => writtenAxes(values) as AllAxesJson;

/** The values that a socket by itself shows by its options: an axis that sets none is left out. */
const axesOfSocket = (options: SocketOptions): SocketAxesJson => {
  const written = Object.entries(axesJson(axesFromOptions(options)));
  return Object.fromEntries(
    written.filter(([key]) => AXES[key as AxisKey].fromOptions !== undefined),
  ) as unknown as SocketAxesJson;
};

/** An endpoint alone, with what its socket set. */
export const aloneJson = ({ system, listener, outcome, listened, ...rest }: AloneReport): AloneJson => ({
  ...(system === undefined ? {} : { system }),
  protocol: listener.protocol,
  port: listener.port,
  ...axesOfSocket(listener.options),
  address: formatAddress(listener.address),
  outcome: formatOutcome(outcome),
  listened,
  ...(rest.remotePeers === undefined ? {} : { strangers: rest.remotePeers }),
  predicted: formatPrediction(rest.predicted),
  rule: rest.rule,
});
