/** Success and failure share one shape; nothing between `net` and `commands` throws. */
export type Result<T, E = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A problem, for a person: the operation, its object, and what to do now. */
export interface Problem {
  /** One line: names the operation and the endpoint, file or option. */
  readonly message: string;
  /** One line: what the user can do about it. `$0` stands for this program, as it was called. */
  readonly hint?: string;
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

export const problem = (message: string, hint?: string): { readonly ok: false; readonly error: Problem } =>
  err(hint === undefined ? { message } : { message, hint });
