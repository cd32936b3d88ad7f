import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../setup/process.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Which rooms a room may import; commands and cli.ts, below, may import all of these. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  model: [],
  config: ['model'],
  plan: ['model'],
  rules: ['model'],
  report: ['model'],
  libc: ['model'],
  discover: ['model', 'libc'],
  net: ['model', 'libc'],
  run: ['model', 'libc', 'net'],
  verdict: ['model', 'rules'],
  why: ['model', 'rules'],
  'experiment.ts': ['model', 'discover', 'plan', 'run', 'rules', 'verdict'],
  sandbox: ['model', 'libc', 'net', 'experiment.ts'],
};
const ALL = Object.keys(INNER);
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  ...INNER,
  commands: ALL,
  'cli.ts': [...ALL, 'commands'],
};
const ROOMS = Object.keys(ARROWS);
const FOLDERS = ROOMS.filter((room) => !room.endsWith('.ts'));
const PURE = ['model', 'plan', 'rules', 'verdict', 'why', 'report'];
const OPENS_NOTHING = [...PURE, 'config', 'discover', 'libc'];

/** A file that lint is shown: one line, and whether lint must complain of it. */
interface Probe {
  readonly path: string;
  readonly line: string;
  readonly forbidden: boolean;
}

/** Each way to name another file. */
const FORMS: Readonly<Record<string, (path: string) => string>> = {
  import: (path) => `import { it } from '${path}'; export const x = it;`,
  type: (path) => `import type { It } from '${path}'; export type X = It;`,
  export: (path) => `export { it } from '${path}';`,
  lazy: (path) => `export const x = async (): Promise<unknown> => await import('${path}');`,
};

/** From each folder to each room, from its top and from a folder in it. */
const arrowProbes = (): Probe[] =>
  FOLDERS.flatMap((from) =>
    ROOMS.filter((to) => to !== from).flatMap((to) =>
      ['', 'inner/'].flatMap((inner) =>
        Object.entries(FORMS).map(([name, form]) => ({
          path: `src/${from}/${inner}${to.replace('.ts', '')}-${name}.ts`,
          line: form(`../${inner && '../'}${to.endsWith('.ts') ? to : `${to}/file.ts`}`),
          forbidden: ARROWS[from]?.includes(to) !== true,
        })),
      ),
    ),
  );

/** What only some rooms may use: a library, a module of Node's, the standard streams, the exit code. */
const USES: readonly { readonly name: string; readonly line: string; readonly allowed: (room: string) => boolean }[] = [
  { name: 'koffi', line: "import koffi from 'koffi'; export const x = koffi;", allowed: (room) => room === 'libc' },
  { name: 'si', line: "export const x = import('systeminformation');", allowed: (room) => room === 'discover' },
  {
    name: 'fs',
    line: "import { readFileSync } from 'node:fs'; export const x = readFileSync;",
    allowed: (room) => !PURE.includes(room),
  },
  { name: 'is-ip', line: "import { isIP } from 'node:net'; export const x = isIP;", allowed: () => true },
  {
    name: 'connect',
    line: "import { connect } from 'node:net'; export const x = connect;",
    allowed: (room) => !OPENS_NOTHING.includes(room),
  },
  { name: 'console', line: "console.log('x');", allowed: (room) => room === 'commands' },
  { name: 'stdout', line: "process.stdout.write('x');", allowed: (room) => room === 'commands' },
  { name: 'stderr', line: "process.stderr.write('x');", allowed: (room) => room === 'commands' },
  { name: 'exit', line: 'process.exit(1);', allowed: (room) => room === 'commands' },
  { name: 'exit-code', line: 'process.exitCode = 1;', allowed: (room) => room === 'commands' },
];

const useProbes = (): Probe[] =>
  FOLDERS.flatMap((room) =>
    USES.map(({ name, line, allowed }) => ({ path: `src/${room}/use-${name}.ts`, line, forbidden: !allowed(room) })),
  );

/** The flow is one file, so each of these probes needs a tree of its own. */
const flowProbes = (): Probe[] =>
  ROOMS.filter((to) => to !== 'experiment.ts').map((to) => ({
    path: 'src/experiment.ts',
    line: `export { it } from './${to.endsWith('.ts') ? to : `${to}/file.ts`}';`,
    forbidden: ARROWS['experiment.ts']?.includes(to) !== true,
  }));

const PROBES = [...arrowProbes(), ...useProbes()];

describe('lint holds the walls', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindmatrix-walls-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test('what is forbidden, and nothing else, is complained of', async () => {
    expect(await complaints(join(folder, 'rooms'), PROBES)).toEqual(forbidden(PROBES));
  });

  test.each(flowProbes())('the flow: $line', async (probe) => {
    const tree = await mkdtemp(join(folder, 'flow-'));
    expect(await complaints(tree, [probe])).toEqual(forbidden([probe]));
  });

  test('every room of src/ has its arrows here', async () => {
    expect((await readdir(join(root, 'src'))).filter((name) => !ROOMS.includes(name))).toEqual([]);
  });
});

const forbidden = (probes: readonly Probe[]): string[] =>
  probes
    .filter((probe) => probe.forbidden)
    .map(({ path }) => path)
    .sort();

/** Those of the probes that lint complains of, by the project's own configuration. */
async function complaints(tree: string, probes: readonly Probe[]): Promise<string[]> {
  await plant(tree, probes);
  const biome = join(root, 'node_modules', '.bin', 'biome');
  const { stdout, stderr } = await run([biome, 'lint', '--reporter=github', '--max-diagnostics=none', 'src'], {
    cwd: tree,
  });
  const found = stdout.split('\n').filter((line) => WALLS.some((rule) => line.includes(`title=${rule},`)));
  const paths = new Set(found.map((line) => line.replace(/^.*file=(?:[^,]*\/)?(src\/[^,]*),.*$/, '$1')));
  if (!paths.delete(CONTROL.path)) throw new Error(`lint did not run: ${stdout}${stderr}`);
  return [...paths].sort();
}

/** Forbidden wherever it stands: where lint says nothing of it, lint said nothing at all. */
const CONTROL: Probe = { path: 'src/control.ts', line: "console.log('x');", forbidden: true };

const WALLS = [
  'lint/style/noRestrictedImports',
  'lint/suspicious/noConsole',
  'lint/nursery/noJsRestrictedProperties',
  'plugin',
];

async function plant(tree: string, probes: readonly Probe[]): Promise<void> {
  for (const file of ['biome.json', 'package.json', '.gitignore', 'test/lint/exit-code.grit']) {
    await cp(join(root, file), join(tree, file));
  }
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const { path, line } of [...probes, CONTROL]) {
    await mkdir(join(tree, dirname(path)), { recursive: true });
    await writeFile(join(tree, path), `${line}\n`);
  }
}
