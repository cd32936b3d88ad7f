import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { NamespaceOptions } from '../setup/namespace.ts';
import type { Able } from '../setup/where.ts';
import type { Comparison } from './measure.ts';

/** A peak that must stay under a limit. */
export interface Memory {
  readonly name: string;
  readonly program: readonly string[];
  /** Bytes. */
  readonly limit: number;
}

/** What is measured in one private network namespace. */
export interface Group {
  readonly name: string;
  readonly namespace: NamespaceOptions;
  /** Whether it can be measured here. */
  readonly able: () => Able;
  /** `folder` is for files of its own, and goes afterwards. */
  readonly comparisons: (folder: string) => readonly Comparison[];
  readonly memory?: (folder: string) => readonly Memory[];
}

// A bundle has no place of its own: who runs this says where the project is.
export const ROOT = process.env.PROJECT_ROOT ?? process.cwd();
export const PROGRAM = [process.execPath, join(ROOT, 'dist', 'cli.js')];

/** This program again, for a loop that is compared by itself. */
export const SELF = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];

/** Compiles NAME.c of this folder: the path of the program. */
export function compiled(folder: string, name: string): string {
  const path = join(folder, name);
  const source = join(ROOT, 'test', 'bench', `${name}.c`);
  const { status, stderr } = spawnSync('cc', ['-O2', '-Wall', '-o', path, source], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cc cannot compile ${source}: ${stderr}`);
  return path;
}
