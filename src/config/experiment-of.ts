import { ofEveryAxis } from '../model/axes.ts';
import type { Expectation, Experiment } from '../model/experiment.ts';
import type { ConfigFile, PartialExpectation } from './build-file.ts';
import { mergeRun, type RunLayer, type RunSettings } from './run-layer.ts';

/** What a file asks for, with the flags over it and the defaults below. */
export function experimentOf(file: Pick<ConfigFile, 'run' | 'expect'>, flags: RunLayer = {}, live = false): Experiment {
  const run = mergeRun(file.run, flags);
  return { ...run, live, expect: file.expect.map((partial) => fill(partial, run)) };
}

/** Fills in what an expectation leaves out: the first value of the run's list, which is never empty there. */
const fill = (partial: PartialExpectation, run: RunSettings): Expectation =>
  ({
    port: run.ports[0],
    protocol: run.protocols[0],
    ...ofEveryAxis((_axis, key) => run[key][0]),
    ...partial,
  }) as Expectation;
