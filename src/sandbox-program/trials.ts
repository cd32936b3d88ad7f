import { emptyReport, type TrialBench, trialBench } from '../flows/trial-bench.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import type { TrialResult } from '../model/trial-observation.ts';

import { FreshNamespaces } from '../netns/fresh-namespaces.ts';
import { dieWithParent } from '../netns/process.ts';
import { writeSysctl } from '../netns/sysctl.ts';
import { stopwatch } from '../run/stopwatch.ts';
import type { TrialsRequest } from '../sandbox/messages.ts';
import { layoutOf } from '../sandbox/trial-layout.ts';

/** So many results are sent together: a message costs little then, and they do not pile up. */
const CHUNK = 32;
/** The event loop gets its turn at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** Sends results to the parent. Resolves when they are on their way, so that no more are made than it takes. */
export type SendResults = (results: readonly TrialResult[], done: number) => Promise<void>;

/**
 * Runs each trial in a network namespace of its own, which this thread enters and leaves. The results are sent as they
 * come, and judged by the parent meanwhile; the report that is returned describes this host and holds no trial.
 */
export async function runTrials(
  { trials, withTables }: TrialsRequest,
  send: SendResults,
): Promise<Result<Report, FlowProblem>> {
  const bench = trialBench();
  if (!bench.ok) return cannot(bench.error);
  const spaces = FreshNamespaces.open();
  if (!spaces.ok) return cannot(spaces.error);
  makeSmallTables();
  let chunk: TrialResult[] = [];
  let last = performance.now();
  for (const [i, trial] of trials.entries()) {
    const elapsed = stopwatch();
    chunk.push({ ...runTrial(trial, spaces.value, bench.value, withTables), ...elapsed() });
    if (chunk.length < CHUNK && performance.now() - last < LONGEST_STRETCH) continue;
    await send(chunk, i + 1);
    chunk = [];
    last = performance.now();
  }
  await send(chunk, trials.length);
  spaces.value.close();
  return emptyReport();
}

function runTrial(trial: Trial, spaces: FreshNamespaces, bench: TrialBench, withTables: boolean): TrialResult {
  const { platform, sandbox } = trial;
  if (platform !== undefined && platform !== process.platform)
    return { status: 'skipped', reason: `for ${platform} only; this is ${process.platform}` };
  const done = spaces.run(layoutOf(sandbox), () => bench(trial, withTables));
  // A uid that a step took on has cleared the parent-death signal (PR_SET_PDEATHSIG(2const)).
  dieWithParent();
  return done.ok ? done.value : { status: 'inconclusive', reason: done.error.message };
}

/**
 * Gives the namespaces made from this one tables of connections of their own (Linux 6.1): a look at the sockets of one
 * then walks over a thousand buckets, and not over the quarter of a million that the host has. Older kernels refuse.
 */
function makeSmallTables(): void {
  writeSysctl('net.ipv4.tcp_child_ehash_entries', '1024');
  writeSysctl('net.ipv4.udp_child_hash_entries', '1024');
}
