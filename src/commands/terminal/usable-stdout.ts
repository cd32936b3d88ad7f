import { stdoutWasClosed } from '../../discover/closed-stdout.ts';
import { ok, problem, type Result } from '../../model/result.ts';

/** Asked before the work: what is written to a stdout that was closed is lost, and nobody would be told. */
export const usableStdout = (): Result<void> =>
  stdoutWasClosed()
    ? problem('stdout is closed: there is nowhere to write to', 'to see nothing of it, give >/dev/null')
    : ok(undefined);
