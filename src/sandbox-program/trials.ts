import { reportOfNothing, type TrialBench, trialBench } from '../flows/trial-bench.ts';
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
import { companyFrom, withoutCompany } from './company.ts';

/** So many results are sent together: a message costs little then, and they do not pile up. */
const CHUNK = 32;
/** The event loop gets its turn at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** Sends results to the parent. Resolves when they are on their way, so that no more are made than it takes. */
export type SendResults = (results: readonly TrialResult[], done: number) => Promise<void>;

/** What trials are run with. */
interface Place {
  readonly spaces: FreshNamespaces;
  readonly bench: TrialBench;
  readonly withTables: boolean;
}

/**
 * Runs each trial in a network namespace of its own, or with `mayShare` one for those that can have nothing to do with each
 * other; this thread enters and leaves them. The results are sent as they come, and judged by the parent meanwhile; the
 * report that is returned describes this host and holds no trial.
 */
export async function runTrials(
  { trials, withTables, mayShare }: TrialsRequest,
  send: SendResults,
): Promise<Result<Report, FlowProblem>> {
  const bench = trialBench();
  if (!bench.ok) return cannot(bench.error);
  const spaces = FreshNamespaces.open();
  if (!spaces.ok) return cannot(spaces.error);
  makeSmallTables();
  const place: Place = { spaces: spaces.value, bench: bench.value, withTables };
  let chunk: TrialResult[] = [];
  let [done, last] = [0, performance.now()];
  for (const results of mayShare === true ? inCompanies(trials, place) : eachAlone(trials, place)) {
    for (const one of results) chunk.push(one);
    done += results.length;
    if (chunk.length < CHUNK && performance.now() - last < LONGEST_STRETCH) continue;
    await send(chunk, done);
    chunk = [];
    last = performance.now();
  }
  await send(chunk, trials.length);
  spaces.value.close();
  return reportOfNothing();
}

function* eachAlone(trials: readonly Trial[], place: Place): Generator<readonly TrialResult[]> {
  for (const trial of trials) yield [runAlone(trial, place)];
}

function* inCompanies(trials: readonly Trial[], place: Place): Generator<readonly TrialResult[]> {
  for (let done = 0; done < trials.length; ) {
    const company = trials.slice(done, done + companyFrom(trials, done));
    yield* company.length === 1 ? eachAlone(company, place) : inStretches(company, place);
    done += company.length;
  }
}

/** The results of a company in one namespace, which this thread leaves between them. */
function* inStretches(company: readonly Trial[], place: Place): Generator<readonly TrialResult[]> {
  const [first] = company;
  const kept = first === undefined ? undefined : place.spaces.keep(layoutOf(first.sandbox));
  if (kept?.ok !== true) return yield* eachAlone(company, place);
  try {
    for (let done = 0; done < company.length; ) {
      const stretch = kept.value.run(() => oneStretch(company.slice(done, done + CHUNK), place));
      dieWithParent();
      yield stretch.map((result, i) => withoutCompany(company[done + i], result, (trial) => runAlone(trial, place)));
      done += stretch.length;
    }
  } finally {
    kept.value.close();
  }
}

/** The results of the first so many trials, at least one. */
function oneStretch(trials: readonly Trial[], { bench, withTables }: Place): readonly TrialResult[] {
  const results: TrialResult[] = [];
  const begun = performance.now();
  for (const trial of trials) {
    const elapsed = stopwatch();
    results.push({ ...bench(trial, withTables), ...elapsed() });
    if (performance.now() - begun >= LONGEST_STRETCH) break;
  }
  return results;
}

function runAlone(trial: Trial, { spaces, bench, withTables }: Place): TrialResult {
  const { platform, sandbox } = trial;
  if (platform !== undefined && platform !== process.platform)
    return { status: 'skipped', reason: `for ${platform} only; this is ${process.platform}` };
  const elapsed = stopwatch();
  const done = spaces.run(layoutOf(sandbox), () => bench(trial, withTables));
  // A uid that a step took on has cleared the parent-death signal (PR_SET_PDEATHSIG(2const)).
  dieWithParent();
  return { ...(done.ok ? done.value : { status: 'inconclusive', reason: done.error.message }), ...elapsed() };
}

/**
 * Gives the namespaces made from this one tables of connections of their own (Linux 6.1): a look at the sockets of one
 * then walks over a thousand buckets, and not over the quarter of a million that the host has. Older kernels refuse.
 */
function makeSmallTables(): void {
  writeSysctl('net.ipv4.tcp_child_ehash_entries', '1024');
  writeSysctl('net.ipv4.udp_child_hash_entries', '1024');
}
