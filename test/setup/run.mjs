// Runs a TypeScript program of the tests: run.mjs FILE [ARGUMENT…]. Node 20 reads no TypeScript, so esbuild bundles it
// first, to a place from where the installed packages are found; it goes when the program ends.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { yamlTables } from '../../yaml-tables.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [file, ...args] = process.argv.slice(2);
if (file === undefined) throw new Error('name the TypeScript file to run');

const cache = join(root, 'node_modules', '.cache');
await mkdir(cache, { recursive: true });
const folder = await mkdtemp(join(cache, 'bindmatrix-'));
const outfile = join(folder, 'main.mjs');
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: 'inline',
  plugins: [yamlTables],
  logLevel: 'warning',
});

const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...args], {
  stdio: 'inherit',
  env: { ...process.env, PROJECT_ROOT: root },
});
// Ctrl-C reaches the whole group; what is sent to this process alone is handed on.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', async (code) => {
  await rm(folder, { recursive: true });
  process.exitCode = code ?? 1;
});
