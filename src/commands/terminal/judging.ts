import type { FormatOf } from '../../model/format.ts';
import { type Problem, problem, type Result } from '../../model/result.ts';
import { asPlugin } from './plugin.ts';
import { type Retry, type RetryArguments, readRetry } from './retry.ts';
import type { Writing } from './style.ts';

/** How a command that judges is asked to go about it. */
export interface JudgingArguments extends RetryArguments, JudgedWriting {
  readonly predict?: unknown;
}

/** Where a report goes, and how it is written. */
export interface JudgedWriting extends Writing {
  readonly format: FormatOf<'report'>;
}

/**
 * GitHub Actions takes annotations from stdout, so they are written there behind a report for people, or where the report
 * goes to a file. They would break a document on stdout that a program reads.
 */
export const isAnnotated = ({ format, output }: JudgedWriting): boolean =>
  process.env.GITHUB_ACTIONS === 'true' && format !== 'github' && (format === 'terminal' || output !== undefined);

/** Does the work of a command that judges; `work` gives the usual exit code. */
export const judging = (format: FormatOf<'report'>, work: () => Promise<number>): Promise<number> =>
  format === 'nagios' ? asPlugin(work) : work();

/** Reads what is common to the commands that judge: how often they try, and whether the format fits the output. */
export function readJudging(argv: JudgingArguments): Result<Retry | undefined> {
  const wrong = wrongName(argv);
  if (wrong !== undefined) return { ok: false, error: wrong };
  const retry = readRetry(argv);
  if (retry.ok && retry.value !== undefined && argv.predict !== undefined)
    return problem('--predict opens no socket, so --retry-timeout has no effect');
  return retry;
}

/** The textfile collector of node_exporter reads only *.prom; what is written beside it and renamed has another name. */
export const wrongName = ({ format, output }: JudgedWriting): Problem | undefined =>
  format !== 'prometheus' || output === undefined || output.endsWith('.prom') || output.startsWith('/dev/')
    ? undefined
    : {
        message: `--output ${output}: the name must end in .prom`,
        hint: 'node_exporter reads no other file of its textfile directory',
      };
