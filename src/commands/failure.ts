import type { ExperimentFailure } from '../experiment.ts';
import { formatSource } from '../model/experiment.ts';
import { EXIT } from './exit.ts';
import { complain, complainOf } from './print.ts';

/** Prints why an experiment could not be run; gives the exit code. */
export function reportFailure(failure: ExperimentFailure): number {
  if (failure.kind === 'cannot') {
    complainOf(failure.problem);
    return EXIT.unknown;
  }
  for (const { source, message, hint } of failure.problems) complain(`${formatSource(source)}: ${message}`, hint);
  return failure.problems.some((p) => 'flag' in p.source) ? EXIT.usage : EXIT.config;
}
