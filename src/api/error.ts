import type { BindmatrixErrorCode, BindmatrixProblem, ProblemPath } from './types/problem.ts';

/**
 * The only error that calls of this package throw, beside the reason of an AbortSignal. A bind that is refused is no
 * error: it is what a report tells. `message` has all problems, one a line, each with its place and its hint.
 */
export class BindmatrixError extends Error {
  override readonly name = 'BindmatrixError';
  /** What kind of problem it is. */
  readonly code: BindmatrixErrorCode;
  /** Everything that is wrong, in the order of the text where there is one; at least one. */
  readonly problems: readonly BindmatrixProblem[];

  /** Made by the calls of this package. */
  constructor(code: BindmatrixErrorCode, problems: readonly BindmatrixProblem[]) {
    super(problems.map(lineOf).join('\n'));
    this.code = code;
    this.problems = problems;
  }
}

function lineOf({ message, hint, ...place }: BindmatrixProblem): string {
  const at = placeText(place);
  return `${at === '' ? '' : `${at}: `}${message}${hint === undefined ? '' : ` (${hint})`}`;
}

const placeText = ({ path, file, line, column }: Omit<BindmatrixProblem, 'message' | 'hint'>): string =>
  file === undefined ? pathText(path) : [file, line, column].filter((part) => part !== undefined).join(':');

/** `run.ports[0]` */
export const pathText = (path: ProblemPath): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${key}`)).join('');
