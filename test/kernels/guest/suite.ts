// Runs on a booted kernel: trials by the built program, all pairs and random trials by the fuzzer's workers. Prints what
// was seen as JSON.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { release, version } from 'node:os';
import type { ReportJson } from '../../../src/contracts/report.ts';
import { showSteps } from '../../fuzz/guide.ts';
import type { Mutation } from '../../fuzz/mutations.ts';
import type { SeenPair } from '../../fuzz/pairs.ts';
import { runAll, runWorker } from '../../fuzz/pool.ts';
import { type WorkerMessage, work } from '../../fuzz/worker.ts';
import { settled } from '../compare.ts';
import { devicePairs } from './devices.ts';
import type { Group, SeenTrial, SuiteOrder, SuiteResults } from './results.ts';
import { seenTrials } from './seen.ts';

async function main(order: SuiteOrder): Promise<void> {
  const failures: string[] = [];
  const note = (failure: string | undefined): void => {
    if (failure !== undefined) failures.push(failure);
  };
  // Most of a trial's time is waiting: the groups run at once. What is timed to the millisecond comes after them, alone.
  const checked = await Promise.all(order.groups.map((group) => check(order.program, group, note)));
  const trials: SeenTrial[] = [];
  for (const [i, group] of order.groups.entries())
    for (const trial of await settled(checked[i] ?? [], () => check(order.program, group, note))) trials.push(trial);
  const pairs: SeenPair[] = [];
  const older: Mutation[] = [];
  const requests = [{ kind: 'older' } as const, { kind: 'pairs' } as const];
  const take = (message: WorkerMessage): void => {
    if (message.kind === 'pairs') pairs.push(...message.result);
    if (message.kind === 'older') older.push(...message.result);
  };
  note(await runWorker(() => requests.pop(), take));
  const random = { ...order.fuzz, workers: 1, first: 0, most: Number.POSITIVE_INFINITY, onChunk: () => undefined };
  const fuzz = await runAll(random, new AbortController().signal);
  note(fuzz.failure);
  const devices = await devicePairs();
  const results: SuiteResults = {
    version: kernelVersion(),
    trials,
    pairs: [...pairs.map(seenPair), ...devices],
    fuzz,
    older,
    failures,
  };
  process.stdout.write(JSON.stringify(results));
}

/** Debian's builds tell the version of their source in `uname -v`: `#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-10-01)`. */
const kernelVersion = (): string =>
  (/ Debian (\d[\d.]*)/.exec(version()) ?? /^(\d[\d.]*)/.exec(release()))?.[1] ?? release();

function check(
  program: string,
  { name, files }: Group,
  note: (failure: string) => void,
): Promise<readonly SeenTrial[]> {
  const child = spawn(process.execPath, [program, 'check', ...files, '--format', 'json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (more: string) => {
      text[stream] += more;
    });
  }
  return new Promise((resolve) => {
    child.once('close', (code) => {
      // 0 to 3: all met, some unmet, some inconclusive.
      if (text.stdout === '') note(`check of ${name} ended with ${code}: ${text.stderr.trim()}`);
      resolve(text.stdout === '' ? [] : seenTrials(name, JSON.parse(text.stdout) as ReportJson));
    });
  });
}

const seenPair = ({ name, seen, agreement, decidedAt = seen.length }: SeenPair): SeenTrial => ({
  name: `pair: ${name}`,
  steps: seen.map((text, i) => {
    const [what = '', observed = ''] = text.split(' ');
    const isLast = i === decidedAt - 1;
    const predicted =
      isLast && agreement.kind === 'disagree' ? showSteps(agreement.predicted).split(' or ') : [observed];
    const rule = isLast && agreement.kind === 'disagree' ? agreement.rule : '';
    return { what, observed, predicted: isLast && agreement.kind === 'unknown' ? ['unknown'] : predicted, rule };
  }),
});

if (process.argv.includes('--worker')) work();
else await main(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SuiteOrder);
