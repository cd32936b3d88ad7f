import { readFileSync } from 'node:fs';
import { parseConfig } from '../../src/config/file.ts';
import { shippedFiles, withExamples } from '../config/examples.ts';
import { cpuSeconds } from '../setup/cpu.ts';
import { generator, type Random } from './generator.ts';
import { mutated } from './mutated-file.ts';

/** What became of the mutated files. */
export interface FilesFigures {
  readonly cases: number;
  /** Files that the program took. */
  readonly accepted: number;
  /** Files at which the reader threw. */
  readonly exceptions: number;
  /** Files with a complaint that names no place, or one that the file does not have. */
  readonly withoutPlace: number;
  /** Files that took more than MOST_BYTES or MOST_SECONDS. */
  readonly overBound: number;
  /** The numbers of the files that are counted in the last three, to find them again. */
  readonly faults: readonly number[];
}

/**
 * How much more memory than before a file may take, in bytes: 300 MB less the 50 MB of a Node that does nothing. When the
 * collector runs decides about 50 MB more or less. And how much CPU, in seconds, on a machine without other work.
 */
const MOST_BYTES = 250e6;
const MOST_SECONDS = 3;

/** On a busy machine the same work takes more CPU: so many times what a common file of 2,500 lines takes are allowed there. */
const MOST_COMMON_FILES = 60;

const COMMON = `version: 1\nexpect:\n${'  - { address: any4, expect: ok }\n'.repeat(2500)}`;

/** Whether so much CPU is too much. What a common file takes is measured at that moment: a machine is not busy all along. */
const isTooLong = (seconds: number): boolean =>
  seconds > MOST_SECONDS && seconds > MOST_COMMON_FILES * cpuSeconds(() => void parseConfig('f', COMMON));

/** The text of file `number` of a seed. */
function fileOf(seed: number, number: number, originals: readonly string[]): string {
  const random: Random = generator(seed * 1_000_003 + number);
  return mutated(originals[number % originals.length] ?? '', originals, random);
}

/** Reads `count` files that are mutations of those that come with the program, and counts what must not happen. */
export function files(seed: number, count: number): FilesFigures {
  const originals = originalFiles();
  const figures = { cases: 0, accepted: 0, exceptions: 0, withoutPlace: 0, overBound: 0, faults: [] as number[] };
  for (let number = 0; number < count; number++) {
    const verdict = tryFile(fileOf(seed, number, originals));
    figures.cases++;
    if (verdict === 'accepted') figures.accepted++;
    else if (verdict !== 'refused') {
      figures[verdict === 'too long' || verdict === 'too large' ? 'overBound' : verdict]++;
      figures.faults.push(number);
    }
  }
  return figures;
}

/** The files in YAML, and some of them as JSON. */
const originalFiles = (): string[] => {
  const texts = shippedFiles().map(withExamples);
  return [...texts, ...shippedFiles().flatMap((file) => asJson(readFileSync(file, 'utf8')))];
};

/** A file in JSON that asks for the same trials in another order of keys. */
function asJson(text: string): string[] {
  const read = parseConfig('f', text);
  if (!read.ok || read.value.trials.length === 0) return [];
  const trials = read.value.trials.map(({ id, steps }) => ({
    id,
    steps: steps.map((step) => ({ op: step.op, ...('socket' in step ? { socket: step.socket } : {}) })),
  }));
  return [JSON.stringify({ version: 1, trials }, null, 1)];
}

type Verdict = 'accepted' | 'refused' | 'exceptions' | 'withoutPlace' | 'too long' | 'too large';

/** Reads one text as a file. */
export function tryFile(text: string): Verdict {
  const [memory, cpu] = [process.memoryUsage.rss(), process.cpuUsage()];
  try {
    const read = parseConfig('f', text);
    const { user, system } = process.cpuUsage(cpu);
    if (process.memoryUsage.rss() - memory > MOST_BYTES) return 'too large';
    if (isTooLong((user + system) / 1e6)) return 'too long';
    if (read.ok) return 'accepted';
    return read.error.length > 0 && read.error.every(({ message }) => hasPlace(message, text))
      ? 'refused'
      : 'withoutPlace';
  } catch {
    return 'exceptions';
  }
}

/** Whether a message begins with a place that the text has. */
export function hasPlace(message: string, text: string): boolean {
  const [, line, column] = /^f:([1-9]\d*):([1-9]\d*): \S/.exec(message) ?? [];
  if (line === undefined || column === undefined) return false;
  const own = text.split('\n')[Number(line) - 1];
  return own !== undefined && Number(column) <= own.length + 1;
}
