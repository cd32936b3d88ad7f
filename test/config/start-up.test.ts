import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildResult, build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { yamlTables } from '../../yaml-tables.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

let bundle: BuildResult<{ metafile: true }>;

/** The config room by itself, bundled as the program is. */
beforeAll(async () => {
  bundle = await build({
    entryPoints: ['src/config/load.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    metafile: true,
    plugins: [yamlTables],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});

/** The files that stand in `output` and in what it imports at once. */
function loadedWith(output: string): string[] {
  const { inputs, imports } = bundle.metafile.outputs[output] ?? { inputs: {}, imports: [] };
  const static_ = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
  return [...Object.keys(inputs), ...static_.flatMap(({ path }) => loadedWith(path))];
}

describe('a run without a file', () => {
  it('loads no YAML parser and no schema', () => {
    const entry = Object.keys(bundle.metafile.outputs).find((name) => name.endsWith('load.mjs')) ?? '';
    const loaded = loadedWith(entry);
    expect(loaded).toContain('src/config/flags.ts');
    expect(loaded.filter((name) => /node_modules\/(yaml|zod)\/|src\/config\/(file|.*schema)\.ts/.test(name))).toEqual(
      [],
    );
  });
});

describe('standard input', () => {
  const program = `
    const { loadExperiment } = await import(${JSON.stringify(join(folder, 'load.mjs'))});
    const loaded = await loadExperiment('-', {});
    console.log(JSON.stringify(loaded.ok ? loaded.value.experiment.ports : loaded.error));`;

  const read = (input: string): unknown => {
    const file = join(folder, 'read.mjs');
    writeFileSync(file, program);
    return JSON.parse(spawnSync(process.execPath, [file], { input, encoding: 'utf8' }).stdout);
  };

  it('is the file "-"', () => {
    expect(read('version: 1\nrun: {ports: [81]}\n')).toEqual([81]);
    expect(read(`version: 1\nrun: {ports: [82]}\n#${'x'.repeat(1_000_000)}\n`)).toEqual([82]);
  });

  it('is called <stdin> in complaints', () => {
    expect(read('version: 1\nrun: {ports: [0]}\n')).toMatchObject([
      { exit: 'config', source: { file: '<stdin>', line: 2, column: 15 } },
    ]);
    expect(read('')).toMatchObject([{ message: '<stdin>:1:1: the file is empty' }]);
  });
});
