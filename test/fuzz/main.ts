import { release } from 'node:os';
import { parseArgs } from 'node:util';
import { CHUNK, type ChunkResult, type Tally } from './chunk.ts';
import { showSteps } from './guide.ts';
import type { Mutation } from './mutations.ts';
import type { SeenPair } from './pairs.ts';
import { runAll, runWorker, type Sum, total } from './pool.ts';
import { type Request, work } from './worker.ts';

const USAGE = [
  'npm run fuzz -- [--trials N] [--seed S] [--workers W] [--chunk I] [--without RULE] [--most D]',
  'npm run fuzz -- --mutations [--trials N] [--seed S] [--random-first]',
  'npm run fuzz -- --pairs',
].join('\n');

/** Ends with 0 where all agree, 1 at a disagreement, 2 at a wrong flag, 3 where namespaces cannot be had. */
async function main(): Promise<void> {
  const flags = read();
  if (flags === undefined) return;
  if (flags.only !== undefined) return runOnce(flags.only, flags);
  const start = performance.now();
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  const sum = await runAll({ ...flags, onChunk: print }, stop.signal);
  const seconds = (performance.now() - start) / 1000;
  console.log(summary(sum, flags.seed, seconds));
  if (sum.failure !== undefined) console.error(sum.failure);
  process.exitCode = codeOf(sum, stop.signal.aborted);
}

/** The mutations, or the pairs: one worker does them all. */
async function runOnce(kind: 'mutations' | 'pairs', { seed, trials, randomFirst }: Flags): Promise<void> {
  const requests: Request[] = [kind === 'pairs' ? { kind } : { kind, seed, trials, randomFirst }];
  const failure = await runWorker(
    () => requests.pop(),
    (message) => {
      if (message.kind === 'mutations') printMutations(message.result);
      if (message.kind === 'pairs') printPairs(message.result);
    },
  );
  if (failure === undefined) return;
  console.error(failure);
  process.exitCode = 3;
}

function printMutations(results: readonly Mutation[]): void {
  for (const { rule, caughtBy, exempt } of results) {
    if (caughtBy !== undefined) console.log(`caught  ${rule} by ${caughtBy}`);
    else console.log(exempt === undefined ? `MISSED  ${rule}` : `exempt  ${rule}: ${exempt}`);
    if (caughtBy === undefined && exempt === undefined) process.exitCode = 1;
  }
}

function printPairs(pairs: readonly SeenPair[]): void {
  const of = (kind: SeenPair['agreement']['kind']): readonly SeenPair[] =>
    pairs.filter(({ agreement }) => agreement.kind === kind);
  for (const { name, seen, agreement } of of('disagree'))
    console.log(`disagreement: ${name}: ${seen}${foreseen(agreement)}`);
  for (const { name, seen } of of('unknown')) console.log(`unknown: ${name}: ${seen}`);
  // A run in which none or all are refused tests nothing.
  const refused = pairs.filter(({ seen }) => seen.some((text) => text.endsWith(':EADDRINUSE')));
  const counts = { pairs: pairs.length, refused: refused.length };
  const all = { ...counts, disagreements: of('disagree').length, unknown: of('unknown').length };
  for (const [what, count] of Object.entries(all)) console.log(`${what.padEnd(15)}${count}`);
  if (all.disagreements > 0) process.exitCode = 1;
}

const foreseen = (agreement: SeenPair['agreement']): string =>
  agreement.kind === 'disagree' ? `; foreseen ${showSteps(agreement.predicted)} by ${agreement.rule}` : '';

function codeOf(sum: Sum, isStopped: boolean): number {
  if (total(sum.kinds) > 0) return 1;
  if (sum.failure !== undefined) return 3;
  return isStopped ? 130 : 0;
}

interface Flags {
  readonly trials: number;
  readonly seed: number;
  readonly workers: number;
  readonly first: number;
  readonly most: number;
  readonly off?: string;
  /** Of the mutations. */
  readonly randomFirst: boolean;
  /** Something else than random trials. */
  readonly only?: 'mutations' | 'pairs';
}

function read(): Flags | undefined {
  const text = { type: 'string' } as const;
  const numbers = { trials: text, seed: text, workers: text, chunk: text, without: text, most: text };
  const toggle = { type: 'boolean' } as const;
  const options = { ...numbers, mutations: toggle, pairs: toggle, 'random-first': toggle } as const;
  try {
    const { values } = parseArgs({ options });
    return {
      trials: whole('trials', values.trials, 10_000),
      seed: whole('seed', values.seed, Date.now() % 2 ** 31),
      workers: whole('workers', values.workers, 2),
      first: whole('chunk', values.chunk, 0),
      most: whole('most', values.most, 1000),
      randomFirst: values['random-first'] === true,
      ...(values.without === undefined ? {} : { off: values.without }),
      ...(values.mutations === true ? { only: 'mutations' } : values.pairs === true ? { only: 'pairs' } : {}),
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

function whole(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} ${text}: write a whole number`);
  return Number(text);
}

function print(index: number, { disagreements }: ChunkResult): void {
  for (const { step, predicted, observed, rule, why, yaml } of disagreements) {
    console.log(`Disagreement in chunk ${index}, shrunk, at step ${step}:`);
    console.log(`  observed ${observed}`);
    console.log(`  foreseen ${predicted} by ${rule}: ${why}`);
    console.log(yaml);
  }
}

function summary(sum: Sum, seed: number, seconds: number): string {
  const unknown = total(sum.unknowns);
  const share = sum.steps === 0 ? 0 : (100 * unknown) / sum.steps;
  return [
    `trials         ${sum.trials}`,
    `steps          ${sum.steps}`,
    `disagreements  ${total(sum.kinds)} of ${Object.keys(sum.kinds).length} kinds`,
    ...linesOf(sum.kinds),
    `unknown        ${unknown} steps, ${share.toFixed(2)} %`,
    ...linesOf(sum.unknowns),
    `lacking        ${total(sum.lacking)} steps need what this kernel does not have`,
    ...linesOf(sum.lacking),
    `not repeated   ${total(sum.passing)} disagreements that did not come back in a namespace of their own`,
    ...linesOf(sum.passing),
    `seconds        ${seconds.toFixed(1)}`,
    `kernel         ${release()}`,
    `seed           ${seed} (chunks of ${CHUNK})`,
  ].join('\n');
}

const linesOf = (tally: Tally): readonly string[] =>
  Object.entries(tally).map(([what, count]) => `  ${count} x ${what}`);

if (process.argv.includes('--worker')) work();
else await main();
