import type { FlowProblem } from '../../model/flow-problem.ts';
import { err, type Problem } from '../../model/result.ts';
import type { BindmatrixErrorCode, BindmatrixProblem, ProblemPath } from '../types/problem.ts';
import { type Places, plainProblem } from './places.ts';

/** Why a call has no result; it throws this. `aborted`: the caller's signal ended it. */
export type Failure =
  | { readonly code: BindmatrixErrorCode; readonly problems: readonly BindmatrixProblem[] }
  | { readonly code: 'aborted' };

interface Failed {
  readonly ok: false;
  readonly error: Failure;
}

export const failed = (code: BindmatrixErrorCode, problems: readonly BindmatrixProblem[]): Failed =>
  err({ code, problems });

/** A call was given what it does not take. */
export const misused = (problem: Problem, path: ProblemPath = []): Failed =>
  failed('usage', [{ ...plainProblem(problem), path }]);

/** What a flow says, in terms of what the call was given. */
export function flowFailed(problem: FlowProblem, places: Places | undefined): Failed {
  if (problem.kind === 'interrupted') return err({ code: 'aborted' });
  if (problem.kind === 'cannot') return failed('cannot', [{ ...plainProblem(problem.problem), path: [] }]);
  return failed(
    'config',
    problem.problems.map((one) => places?.ofFlow(one) ?? { ...plainProblem(one), path: [] }),
  );
}
