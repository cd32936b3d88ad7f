import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asUser, canBecomeUser, type NamespaceOptions, runInNamespace, startInNamespace } from './namespace.ts';
import { type Finished, type Running, run, type StartOptions, start } from './process.ts';
import type { Able } from './where.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The built program, where an ordinary user can read it too; `npm test` builds it beforehand. */
const program = (): readonly string[] => {
  const path = join(process.env.STAGED_PROGRAM ?? root, 'dist', 'cli.js');
  if (!existsSync(path)) throw new Error(`${path} is missing: "npm run build" makes it`);
  return [process.execPath, path];
};

/** Runs the built program on this host. */
export const runProgram = (args: readonly string[], options: StartOptions = {}): Promise<Finished> =>
  run([...program(), ...args], options);

/** Starts the built program on this host. */
export const startProgram = (args: readonly string[], options: StartOptions = {}): Running =>
  start([...program(), ...args], options);

/** Runs the built program in a private network namespace. */
export const runProgramInNamespace = (args: readonly string[], options: NamespaceOptions = {}): Promise<Finished> =>
  runInNamespace([...program(), ...args], options);

/** Starts the built program in a private network namespace. */
export const startProgramInNamespace = (args: readonly string[], options: NamespaceOptions = {}): Running =>
  startInNamespace([...program(), ...args], options);

/** Whether `runProgramAsUser` can work here. */
export const canRunAsUser = (): Able => canBecomeUser();

/** Runs the built program on this host as an ordinary user, without capabilities. */
export const runProgramAsUser = (args: readonly string[], options: StartOptions = {}): Promise<Finished> =>
  run(asUser([...program(), ...args]), { ...options, env: { HOME: '/nonexistent', ...options.env } });
