import { setTimeout } from 'node:timers/promises';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Problem, problem, type Result } from '../../model/result.ts';
import { EXIT, verdictExit } from './exit-codes.ts';
import { note } from './print.ts';

/** How long something is tried again, and how long it waits in between. Milliseconds. */
export interface Retry {
  readonly timeout: number;
  readonly every: number;
}

export interface RetryArguments {
  readonly 'retry-timeout'?: string | undefined;
  readonly 'retry-every'?: string | undefined;
}

const USUAL_PAUSE = '1s';

/** Reads the flags of retries; undefined where none are asked for. */
export function readRetry(argv: RetryArguments): Result<Retry | undefined> {
  const [timeout, every] = [argv['retry-timeout'], argv['retry-every']];
  if (timeout === undefined)
    return every === undefined
      ? ok(undefined)
      : problem('--retry-every has no effect without --retry-timeout', 'give both');
  const [longest, pause] = [readTime(timeout), readTime(every ?? USUAL_PAUSE)];
  if (longest === undefined) return notATime('--retry-timeout', timeout);
  return pause === undefined ? notATime('--retry-every', every ?? '') : ok({ timeout: longest, every: pause });
}

/** `30`, `1.5s`, `5m`: at most a day, at least a tenth of a second. */
function readTime(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(s|m)?$/.exec(text) ?? [];
  const milliseconds = Number(number) * (unit === 'm' ? 60_000 : 1000);
  return milliseconds >= 100 && milliseconds <= 86_400_000 ? milliseconds : undefined;
}

const notATime = (flag: string, text: string): { readonly ok: false; readonly error: Problem } =>
  problem(`${flag}: "${text}" is not a time`, 'write seconds or minutes: 30, 30s, 5m; from 0.1 to a day');

type Answer = Result<Report, FlowProblem>;

/**
 * Does the work again until its verdict is good or the time is over, and tells of each attempt on stderr. Gives the last
 * answer. What the user wrote may be wrong only as yet: an address may not be there. `signal` ends it.
 */
export async function retried(
  retry: Retry | undefined,
  signal: AbortSignal,
  work: (attempt: number) => Promise<Answer> | Answer,
): Promise<Answer> {
  const end = performance.now() + (retry?.timeout ?? 0);
  for (let attempt = 1; ; attempt++) {
    const answer = await work(attempt);
    const wrong = signal.aborted ? undefined : shortcoming(answer);
    if (retry === undefined || wrong === undefined || performance.now() + retry.every > end) return answer;
    note(`attempt ${attempt}: ${wrong}; next in ${retry.every / 1000} s`);
    await setTimeout(retry.every, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return { ok: false, error: { kind: 'interrupted' } };
  }
}

/** Why the work is worth another attempt. */
function shortcoming(answer: Answer): string | undefined {
  if (!answer.ok) {
    const { error } = answer;
    if (error.kind === 'interrupted') return undefined;
    return error.kind === 'cannot' ? error.problem.message : (error.problems[0]?.message ?? '');
  }
  const { expectations, trials } = answer.value.summary;
  const count = (status: 'unmet' | 'inconclusive'): number => expectations[status] + trials[status];
  return verdictExit(answer.value.summary) === EXIT.done
    ? undefined
    : `${count('unmet')} unmet, ${count('inconclusive')} inconclusive`;
}
