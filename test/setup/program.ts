import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asUser, canBecomeUser, layOut, type NamespaceOptions, runInNamespace, startInNamespace } from './namespace.ts';
import { type Finished, type Running, run, type StartOptions, start } from './process.ts';
import { NO_HOME, runWarm } from './warm.ts';
import type { Able } from './where.ts';

/** The built program, called by its name on the PATH, where an ordinary user can read it too: see stage.ts. */
export const PROGRAM: readonly string[] = [process.execPath, join(process.env.STAGED_BIN ?? '', 'bindmatrix')];

const program = (): readonly string[] => {
  if (!existsSync(PROGRAM[1] ?? '')) throw new Error('dist/cli.js is missing: "npm run build" makes it');
  return PROGRAM;
};

/** Runs the built program on this host. */
export const runProgram = (args: readonly string[], options: StartOptions = {}): Promise<Finished> =>
  (isPlain(options) ? runWarm({ args, input: options.input }) : undefined) ?? run([...program(), ...args], options);

/** Starts the built program on this host. */
export const startProgram = (args: readonly string[], options: StartOptions = {}): Running =>
  start([...program(), ...args], options);

/** Runs the built program in a private network namespace. */
export function runProgramInNamespace(args: readonly string[], options: NamespaceOptions = {}): Promise<Finished> {
  const isRoots = isPlain(options) && (options.as ?? 'root') === 'root';
  const warm = isRoots ? runWarm({ args, input: options.input, place: { layOut: layOut(options) } }) : undefined;
  return warm ?? runInNamespace([...program(), ...args], options);
}

/** Runs the built program in the network namespace of a process. */
export const runProgramBeside = (pid: number, args: readonly string[], input?: string): Promise<Finished> =>
  runWarm({ args, input, place: { pid } }) ??
  run(['nsenter', '--target', String(pid), '--net', ...program(), ...args], { input });

/** Nothing of the process itself is asked for. */
const isPlain = ({ env, cwd, timeoutMs }: StartOptions): boolean =>
  [env, cwd, timeoutMs].every((one) => one === undefined);

/** Starts the built program in a private network namespace. */
export const startProgramInNamespace = (args: readonly string[], options: NamespaceOptions = {}): Running =>
  startInNamespace([...program(), ...args], options);

/** Whether `runProgramAsUser` can work here. */
export const canRunAsUser = (): Able => canBecomeUser();

/** Runs the built program on this host as an ordinary user, without capabilities. */
export const runProgramAsUser = (args: readonly string[], options: StartOptions = {}): Promise<Finished> =>
  (isPlain(options) ? runWarm({ args, input: options.input }, 'nobody') : undefined) ??
  run(asUser([...program(), ...args]), { ...options, env: { ...NO_HOME, ...options.env } });
