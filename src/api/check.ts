import { given, shownOf } from './kept.ts';
import type { FileInput } from './types/file-input.ts';
import type { HostDescription } from './types/host-description.ts';
import type { Report } from './types/report.ts';
import { checked } from './work/check.ts';

/** What {@link check} checks, where, and how it is ended. */
export interface CheckOptions {
  /** Only the trials whose id matches a glob, several with commas or as a list: no expectations, no services. */
  readonly only?: string | readonly string[] | undefined;
  /** Another host, as {@link snapshot} describes it: the rules of its kernel say what would happen there, and nothing is tried. */
  readonly host?: HostDescription | undefined;
  /** Ends the check: every sandbox is gone before the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tries the expectations, trials and services of a file, each in sandboxes of its own, which have the addresses of the host
 * and none of its sockets: the verdicts are in `expectations`, `trials`, `services` and `serves` of the report, their counts
 * in `summary`. Needs Linux, util-linux and either root or user namespaces; with `host` nothing.
 *
 * @throws BindmatrixError `config` of a wrong file or host, `usage` where no trial has such an id, `cannot` where a part of it
 * cannot be tried here; the signal's reason.
 * @see docs/library.md#check, unshare(1), user_namespaces(7)
 */
export async function check(file: FileInput, options: CheckOptions = {}): Promise<Report> {
  const { only, host, signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  return shownOf(await checked(given(file), { only, host, signal }), signal);
}
