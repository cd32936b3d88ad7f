import type { Source } from './experiment.ts';
import { err, type Problem } from './result.ts';

/** A problem with something that the user wrote, and where it is written. The message does not repeat the place. */
export interface SourcedProblem extends Problem {
  readonly source: Source;
}

/** Why a question got no answer. It crosses a process boundary, so it is plain data. */
export type FlowProblem =
  /** What the user wrote does not fit this host. */
  | { readonly kind: 'input'; readonly problems: readonly SourcedProblem[] }
  /** It cannot be found out here. */
  | { readonly kind: 'cannot'; readonly problem: Problem }
  /** The caller's AbortSignal ended the work; every socket is closed. */
  | { readonly kind: 'interrupted' };

type Failure = { readonly ok: false; readonly error: FlowProblem };

export const wrongInput = (problems: readonly SourcedProblem[]): Failure => err({ kind: 'input', problems });

export const cannot = (problem: Problem): Failure => err({ kind: 'cannot', problem });

export const interrupted = (): Failure => err({ kind: 'interrupted' });
