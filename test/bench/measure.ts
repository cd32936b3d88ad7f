import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpuOf, ENVIRONMENT } from './cpu.ts';

/** Two programs side by side: how many times as much CPU time, user and system, ours takes as the other. */
export interface Comparison {
  readonly name: string;
  readonly ours: readonly string[];
  readonly other: readonly string[];
  /** The most that the ratio may be. */
  readonly limit: number;
  /** Pairs that are timed, after one that is not. */
  readonly pairs: number;
  /** Both print the CPU time of the part that is compared, in milliseconds: what is around it, such as Node's start, is left out. */
  readonly part?: (stdout: string) => number;
  /** Gives what both programs must agree on, from what they printed: a comparison of unlike work says nothing. */
  readonly same?: { readonly ours: (stdout: string) => string; readonly other: (stdout: string) => string };
}

export interface Ratio {
  readonly oursMs: number;
  readonly otherMs: number;
  readonly ratio: number;
}

/** Runs A B A B …, so that what else the machine does is beside both, and gives the medians. */
export function compare({ ours, other, pairs, part, same }: Comparison): Ratio {
  const first = [runOnce(ours).stdout, runOnce(other).stdout] as const;
  if (same) {
    const [a, b] = [same.ours(first[0]), same.other(first[1])];
    if (a !== b) throw new Error(`not the same work: ${a} against ${b}`);
  }
  const timed = part === undefined ? cpuOf : (argv: readonly string[]): number => part(runOnce(argv).stdout);
  const times = Array.from({ length: pairs }, () => [timed(ours), timed(other)] as const);
  return {
    oursMs: median(times.map(([a]) => a)),
    otherMs: median(times.map(([, b]) => b)),
    ratio: median(times.map(([a, b]) => a / b)),
  };
}

/** The most memory, in bytes, that a Node program had resident: `hook` is a module that writes it to descriptor 3. */
export function peakMemory([node = '', ...args]: readonly string[], hook: string): number {
  const result = spawnSync(node, ['--import', hook, ...args], {
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  complete([node, ...args], result);
  return Number(String(result.output[3])) * 1024;
}

function runOnce([command = '', ...args]: readonly string[]): { readonly stdout: string } {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const result = spawnSync(command, args, {
    env: ENVIRONMENT,
    stdio: [...stdio],
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  });
  complete([command, ...args], result);
  return result;
}

function complete(argv: readonly string[], result: SpawnSyncReturns<unknown>): void {
  if (result.error) throw result.error;
  const command = argv.join(' ').slice(0, 120);
  if (result.status !== 0) throw new Error(`"${command}" ended with ${result.signal ?? result.status}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
