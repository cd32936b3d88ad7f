import { parseArgs } from 'node:util';
import { type Kernel, select } from './kernels.ts';

export const USAGE = [
  'npm run kernels -- [--only NAME,…] [--random N] [--seed S] [--jobs J] [--update] [--write]',
  'npm run kernels -- --list',
  'npm run kernels -- --tables',
  'npm run kernels -- --only NAME --run COMMAND [ARGUMENT…]',
].join('\n');

export interface Flags {
  readonly kernels: readonly Kernel[];
  /** How many random trials each kernel runs. */
  readonly random: number;
  readonly seed: number;
  /** So many kernels at once: each takes one processor and a gigabyte. */
  readonly jobs: number;
  /** Download what the archive has today. */
  readonly update: boolean;
  /** Write the tables into the documentation. */
  readonly write: boolean;
  readonly list: boolean;
  /** Write the tables of the last runs, and run nothing. */
  readonly tables: boolean;
  /** Run this instead of the suite; empty without --run. */
  readonly command: readonly string[];
}

const OPTIONS = {
  only: { type: 'string' },
  random: { type: 'string', default: '5000' },
  seed: { type: 'string', default: '1' },
  jobs: { type: 'string', default: '2' },
  update: { type: 'boolean', default: false },
  write: { type: 'boolean' },
  list: { type: 'boolean', default: false },
  tables: { type: 'boolean', default: false },
  run: { type: 'boolean', default: false },
} as const;

/** The flags, or what is wrong with them. */
export function readFlags(args: readonly string[]): Flags | string {
  try {
    // What comes after --run is the command's.
    const end = args.indexOf('--run');
    const own = end < 0 ? args : args.slice(0, end + 1);
    const { values } = parseArgs({ args: [...own], options: OPTIONS });
    const kernels = select(values.only);
    if (typeof kernels === 'string') return kernels;
    const command = end < 0 ? [] : args.slice(end + 1);
    if (values.run && (command.length === 0 || kernels.length !== 1)) return '--run: name one kernel, and a command';
    return {
      kernels,
      random: whole('random', values.random),
      seed: whole('seed', values.seed),
      jobs: Math.max(1, whole('jobs', values.jobs)),
      update: values.update,
      // A part of the kernels makes no whole table, unless that is asked for.
      write: values.write ?? values.only === undefined,
      list: values.list,
      tables: values.tables,
      command,
    };
  } catch (error) {
    return (error as Error).message;
  }
}

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} ${text}: write a whole number`);
  return Number(text);
}
