import { formatSource } from '../../model/experiment.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import { complain, complainOfAll } from './print.ts';

/** Prints why a question got no answer. A signal needs no explanation. */
export function printProblem(problem: FlowProblem): void {
  if (problem.kind === 'cannot') complain(problem.problem);
  if (problem.kind === 'input')
    complainOfAll(
      problem.problems.map(({ source, message, hint }) => ({
        message: `${formatSource(source)}: ${message}`,
        ...(hint === undefined ? {} : { hint }),
      })),
    );
}
