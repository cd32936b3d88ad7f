import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { shellWord } from '../../report/index.ts';
import { workingFolder } from './working-folder.ts';

/** The name under which the package installs its program. */
const NAME = 'bindmatrix';

/** How a program was called. */
export interface Call {
  /** What the shell or the `#!` line calls Node: `node`. Absent: the program is an executable by itself. */
  readonly runtime?: string;
  /** The absolute path of the script, with the symbolic links by which it was called. */
  readonly script: string;
  /** Undefined where it was deleted. */
  readonly folder: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** What a shell in the same folder must be told to call this program again: for every command that is proposed. */
export const programName = (): string =>
  nameByCall({
    ...(process.argv[1] === process.execPath ? {} : { runtime: process.argv0 }),
    script: process.argv[1] ?? NAME,
    folder: workingFolder(),
    env: process.env,
  });

/** `bindmatrix` where the PATH has it, `npx bindmatrix` where npx finds it, else its path: `node dist/cli.js`. */
export function nameByCall(call: Call): string {
  if (isOfNpx(call)) return `npx ${NAME}`;
  const path = shellWord(pathFrom(call.folder, call.script));
  if (basename(call.script) === NAME && isOnPath(call)) return NAME;
  if (basename(call.script) !== NAME && call.runtime !== undefined) return `${shellWord(call.runtime)} ${path}`;
  return path.includes('/') ? path : `./${path}`;
}

/** Whether npx runs it, or would find it in the folder where it was called or in one above that. */
function isOfNpx({ script, folder, env }: Call): boolean {
  if (env.npm_lifecycle_event === 'npx' && /^\W?bindmatrix\b/.test(env.npm_lifecycle_script ?? '')) return true;
  const bin = dirname(script);
  const home = dirname(dirname(bin));
  if (basename(script) !== NAME || !bin.endsWith(BIN) || folder === undefined) return false;
  return !isOutside(relative(home, folder));
}

const BIN = join('node_modules', '.bin');

const isOutside = (path: string): boolean => path.startsWith('..') || isAbsolute(path);

const pathFrom = (folder: string | undefined, script: string): string => {
  if (folder === undefined) return script;
  const path = relative(folder, script);
  return isOutside(path) ? script : path;
};

/** Whether the first such program on the PATH is this one. What npm adds to the PATH of a script no shell has. */
function isOnPath({ script, env }: Call): boolean {
  const folders = (env.PATH ?? '').split(delimiter).filter((one) => one !== '' && !one.endsWith(BIN));
  const first = folders.find((one) => existsSync(join(one, NAME)));
  return first !== undefined && resolve(first) === dirname(script);
}
