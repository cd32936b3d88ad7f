import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program that stays readable to every user until it is removed. */
export interface Probe {
  /** The command line that does `words`. */
  command(...words: string[]): string[];
  remove(): Promise<void>;
}

/** A bundled file finds koffi's native part from here: elsewhere nothing does, and an ordinary user reads the staged copy. */
const home = (): string => pathToFileURL(join(process.env.STAGED_PROGRAM ?? root, 'package.json')).href;

const PROBE = new URL('./probe.ts', import.meta.url);

/** Bundles a program of the tests, probe.ts if no other, into one file in a directory of its own. */
export async function buildProbe(source: URL = PROBE): Promise<Probe> {
  const directory = await mkdtemp(join(tmpdir(), 'bindmatrix-probe-'));
  await chmod(directory, 0o755);
  const outfile = join(directory, 'probe.mjs');
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    define: { 'import.meta.url': JSON.stringify(home()) },
  });
  // Outside the checkout nothing finds that part; an ordinary user reads the staged copy.
  await symlink(join(process.env.STAGED_PROGRAM ?? root, 'node_modules'), join(directory, 'node_modules'));
  return {
    command: (...words) => [process.execPath, outfile, ...words],
    remove: () => rm(directory, { recursive: true }),
  };
}
