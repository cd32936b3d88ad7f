import type { ReportJson } from '../../contracts/report.ts';
import type { AxesJson } from '../../contracts/report-runs.ts';
import { formatAddress } from '../../model/address.ts';
import { AXES, AXIS_KEYS, type AxisKey, type AxisValues, axesFromOptions } from '../../model/axes.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import type { AloneReport } from '../../model/report.ts';

type AloneJson = ReportJson['alone'][number];
/** Every axis of the model: an error here means that the contract lacks one. */
type AllAxesJson = { readonly [K in AxisKey]: AxesJson[K] };

/** The values of these axes; one value where holder and newcomer set the same. */
const valuesJson = (values: AxisValues, keys: readonly AxisKey[]): AllAxesJson =>
  Object.fromEntries(keys.map((key) => [key, sameForBoth(values[key])])) as AllAxesJson;

/** One value of every axis. */
export const axesJson = (values: AxisValues): AllAxesJson => valuesJson(values, AXIS_KEYS);

function sameForBoth(value: AxisValues[AxisKey]): unknown {
  if (typeof value !== 'object') return value;
  return value.holder === value.newcomer ? value.holder : value;
}

/** The axes that a socket by itself shows by its options. */
const OF_ONE_SOCKET = AXIS_KEYS.filter((key) => AXES[key].fromOptions !== undefined);

/** An endpoint alone, with what its socket set. */
export const aloneJson = ({ system, listener, outcome, listened, ...rest }: AloneReport): AloneJson => ({
  ...(system === undefined ? {} : { system }),
  protocol: listener.protocol,
  port: listener.port,
  ...(valuesJson(axesFromOptions(listener.options), OF_ONE_SOCKET) as Pick<AloneJson, 'reuse' | 'v6only'>),
  address: formatAddress(listener.address),
  outcome: formatOutcome(outcome),
  listened,
  ...(rest.remotePeers === undefined ? {} : { strangers: rest.remotePeers }),
  predicted: formatPrediction(rest.predicted),
  rule: rest.rule,
});
