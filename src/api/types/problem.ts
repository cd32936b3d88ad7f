/** Where in a value: `['run', 'ports', 0]`; empty: the value as a whole. */
export type ProblemPath = readonly (string | number)[];

/** One thing that is wrong, for a person. */
export interface BindmatrixProblem {
  /** One line: the operation and its object. The place is not repeated. */
  readonly message: string;
  /** One line: what can be done about it. */
  readonly hint?: string | undefined;
  /** Where in what was given: `['run', 'ports', 0]`; empty: as a whole, or it is no matter of what was given. */
  readonly path: ProblemPath;
  /** The name that {@link parse} was given, where it read the value. */
  readonly file?: string | undefined;
  /** In that file, from 1. */
  readonly line?: number | undefined;
  /** In that line, from 1. */
  readonly column?: number | undefined;
}

/**
 * Why there is no result. `usage`: a call was given what it does not take. `config`: an experiment, a file or a host is
 * wrong, or does not fit this host. `cannot`: it cannot be found out here.
 */
export type BindmatrixErrorCode = 'usage' | 'config' | 'cannot';
