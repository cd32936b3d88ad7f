import { given, shownOf } from './kept.ts';
import type { ExperimentInput } from './types/file-input.ts';
import type { HostDescription } from './types/host-description.ts';
import type { Report } from './types/report.ts';
import type { OperatingSystem } from './types/system.ts';
import { predicted } from './work/predict.ts';

/** How {@link predict} predicts. */
export interface PredictOptions {
  /**
   * Whose rules are asked, one system or several: each part of the report names its own. Default: the system of `host` with
   * the rules of its kernel; without one a current Linux.
   */
  readonly os?: OperatingSystem | readonly OperatingSystem[] | undefined;
  /**
   * The host, as {@link snapshot} describes it: its addresses, and what listens there, which counts unless the experiment is
   * `in: 'sandbox'`. Services start as root. Default: a host with 127.0.0.1, ::1, and the addresses that the experiment names.
   */
  readonly host?: HostDescription | undefined;
}

/**
 * What the rules say that would happen. Nothing is opened and no clock is read, on every platform: the same question has
 * the same answer. Takes time and memory in proportion to the pairs of addresses, about a second for a million.
 *
 * @throws BindmatrixError `usage` of an unknown system, `config` of a wrong experiment or host.
 * @see docs/library.md#predict
 */
export function predict(experiment: ExperimentInput, options: PredictOptions = {}): Report {
  return shownOf(predicted(given(experiment), options));
}
