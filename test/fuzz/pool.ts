import { type ChildProcess, spawn } from 'node:child_process';
import { CHUNK, type ChunkResult, type Disagreement, type Tally } from './chunk.ts';
import type { ChunkRequest, Request, WorkerMessage } from './worker.ts';

export interface Work {
  readonly trials: number;
  readonly seed: number;
  readonly workers: number;
  /** The first chunk: with `trials` of a chunk or less it is run alone. */
  readonly first: number;
  /** Stop after so many kinds of disagreement. */
  readonly most: number;
  /** The id of a rule that is left out. */
  readonly off?: string;
  readonly onChunk: (index: number, result: ChunkResult) => void;
}

/** The sum of all chunks. */
export interface Sum {
  trials: number;
  steps: number;
  readonly unknowns: Record<string, number>;
  readonly lacking: Record<string, number>;
  readonly passing: Record<string, number>;
  /** How often the rules and the kernel disagreed, by kind. */
  readonly kinds: Record<string, number>;
  /** One disagreement of each kind. */
  readonly disagreements: Disagreement[];
  /** Why it ended early. */
  failure?: string;
}

/** Hands out the chunks to processes, each in a network namespace of its own, until all are done or `signal` says so. */
export async function runAll(work: Work, signal: AbortSignal): Promise<Sum> {
  const sum: Sum = { trials: 0, steps: 0, unknowns: {}, lacking: {}, passing: {}, kinds: {}, disagreements: [] };
  const requests = chunksOf(work, sum);
  const next = (): ChunkRequest | undefined =>
    signal.aborted || sum.failure !== undefined || sum.disagreements.length >= work.most
      ? undefined
      : requests.next().value;
  const take = (message: WorkerMessage): void => {
    if (message.kind === 'chunk') add(sum, work, message.index, message.result);
  };
  const ends = Array.from({ length: work.workers }, () => runWorker(next, take));
  for (const failure of await Promise.all(ends)) if (failure !== undefined) sum.failure ??= failure;
  return sum;
}

function* chunksOf({ trials, seed, first, off, most }: Work, sum: Sum): Generator<ChunkRequest, undefined> {
  for (let done = 0, index = first; done < trials; done += CHUNK, index += 1) {
    const place = { seed, index, trials: Math.min(CHUNK, trials - done) };
    const options = { known: Object.keys(sum.kinds), most: most - sum.disagreements.length };
    yield { kind: 'chunk', ...place, ...options, ...(off === undefined ? {} : { off }) };
  }
  return undefined;
}

const TALLIES = ['unknowns', 'lacking', 'passing', 'kinds'] as const;

function add(sum: Sum, work: Work, index: number, result: ChunkResult): void {
  sum.trials += result.trials;
  sum.steps += result.steps;
  // Another worker may have met the same kind in the same time.
  const fresh = result.disagreements.filter(({ kind }) => sum.disagreements.every((known) => known.kind !== kind));
  for (const tally of TALLIES) {
    for (const [what, count] of Object.entries(result[tally])) sum[tally][what] = (sum[tally][what] ?? 0) + count;
  }
  sum.disagreements.push(...fresh);
  work.onChunk(index, { ...result, disagreements: fresh });
}

/** The sum of a tally. */
export const total = (tally: Tally): number => Object.values(tally).reduce((a, b) => a + b, 0);

/** Starts one worker, and hands it requests until there is none. Resolves to why it failed, or undefined. */
export function runWorker(
  next: () => Request | undefined,
  take: (message: WorkerMessage) => void,
): Promise<string | undefined> {
  const child = start();
  let failure: string | undefined;
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ask = (): void => {
    child.send(next() ?? 'end');
  };
  child.on('message', (message: WorkerMessage) => {
    if (message.kind === 'failed') failure = message.message;
    take(message);
    if (message.kind !== 'failed') ask();
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`unshare: ${error.message}`));
    child.once('close', (code) => resolve(failure ?? (code === 0 ? undefined : `a worker ended: ${complaint.trim()}`)));
  });
}

/** Root needs no user namespace, and so keeps the use of other uids (unshare(1), user_namespaces(7)). */
function start(): ChildProcess {
  const flags = process.geteuid?.() === 0 ? '-nm' : '-Urnm';
  const argv = [flags, process.execPath, ...process.execArgv, process.argv[1] ?? '', '--worker'];
  return spawn('unshare', argv, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], serialization: 'advanced' });
}
