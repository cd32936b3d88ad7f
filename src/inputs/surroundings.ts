import type { ConfigProblem } from '../config/config-problem.ts';
import type { Result } from '../model/result.ts';
import type { IncludeReader, ReadServices } from '../model/service.ts';

/** What a file's meaning depends on beside its text. */
export interface Surroundings {
  /** Values of `$X` in compose files and haproxy.cfg; what is not there is not set. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads what the file includes; absent: that is said to be skipped. */
  readonly include?: IncludeReader;
  /** The folder in which a glob looks for files, if it is not there. */
  readonly missingFolder?: ((pattern: string) => string | undefined) | undefined;
  /** The server is started by root: nginx then chooses port 80 where none is written, else 8000. */
  readonly root: boolean;
  /** The name of the host: HAProxy listens as the peer of that name. Absent: unknown. */
  readonly hostName?: string;
}

/**
 * Reads a server's own file. `file` is for messages alone. Never throws; every complaint, line, skipped thing and remark
 * has its place in the file it stands in. Either all is read, or the problems are told, the first hundred.
 */
export type InputReader = (
  text: string,
  file: string,
  surroundings: Surroundings,
) => Result<ReadServices, readonly ConfigProblem[]>;
