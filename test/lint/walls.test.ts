import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import walls from '../../src/walls.json' with { type: 'json' };
import { run } from '../setup/process.ts';
import { CONTRIBUTING, DEPTHS, isFile, ROOMS, ROOT, type Room, WALLS, wallsText, withTable } from './walls.ts';

/** One line of a file that lint is shown, and whether lint must complain of it. */
interface Probe {
  readonly line: string;
  readonly forbidden: boolean;
}

/** Each way to name another file; `n` makes the names differ. */
const FORMS: readonly ((path: string, n: number) => string)[] = [
  (path, n) => `import { it as i${n} } from '${path}'; export const x${n} = i${n};`,
  (path, n) => `import type { It as T${n} } from '${path}'; export type X${n} = T${n};`,
  (path, n) => `export { it as x${n} } from '${path}';`,
  (path, n) => `export const x${n} = async (): Promise<unknown> => await import('${path}');`,
];

/** What another room may be asked for: a file at its top, one further in, and those that it names as its doors. */
const targets = (to: Room): readonly string[] =>
  isFile(to)
    ? [to.room]
    : ['any.ts', 'inner/any.ts', ...(to.doors ?? []).filter((door) => door !== '*')].map(
        (path) => `${to.room}/${path}`,
      );

function mayImport(from: Room, to: Room, target: string): boolean {
  if (!from.imports.includes(to.room)) return false;
  const path = target.slice(to.room.length + 1);
  return to.doors === undefined || to.doors.includes(path) || (to.doors.includes('*') && !path.includes('/'));
}

const arrowProbes = (from: Room, depth: number): Probe[] =>
  ROOMS.filter((to) => to !== from).flatMap((to) =>
    targets(to).flatMap((target) =>
      (depth === 0 ? FORMS : FORMS.slice(0, 1)).map((form) => ({
        line: form(`${isFile(from) ? './' : '../'.repeat(depth + 1)}${target}`, counter()),
        forbidden: !mayImport(from, to, target),
      })),
    ),
  );

/** What lies in the same room, also in a folder that has the name of another room. */
const ownProbes = (from: Room, depth: number): Probe[] =>
  isFile(from)
    ? []
    : ROOMS.filter((room) => !isFile(room)).map(({ room }) => ({
        line: FORMS[2]?.(depth === 0 ? `./${room}/any.ts` : `../${room}/any.ts`, counter()) ?? '',
        forbidden: false,
      }));

/** Libraries and modules of Node's, one of which nobody may use. */
const LIBRARIES = [
  ...new Set([...ROOMS.flatMap(({ uses }) => uses), ...walls.free, 'node:dgram', 'node:worker_threads', 'express']),
];

const libraryProbes = (room: Room): Probe[] =>
  LIBRARIES.map((name) => ({
    line: FORMS[0]?.(name, counter()) ?? '',
    forbidden: !room.uses.includes(name) && !walls.free.includes(name),
  }));

const otherProbes = (room: Room): Probe[] => [
  { line: "export { isIP } from 'node:net';", forbidden: false },
  { line: "console.log('x');", forbidden: room.prints !== true },
  { line: "process.stdout.write('x');", forbidden: room.prints !== true },
  { line: "process.stderr.write('x');", forbidden: room.prints !== true },
  { line: 'process.exit(1);', forbidden: room.exits !== true },
  { line: 'process.exitCode = 1;', forbidden: room.exits !== true },
  { line: 'export const pid = process.pid;', forbidden: room.pure === true },
  { line: 'export const later = setTimeout(String, 1);', forbidden: room.pure === true },
];

let count = 0;
const counter = (): number => ++count;

/** A file of each room at each depth, one probe a line. */
const probeFiles = (): ReadonlyMap<string, readonly Probe[]> =>
  new Map(
    ROOMS.flatMap((room) =>
      (isFile(room) ? ([0] as const) : DEPTHS).map((depth) => [
        isFile(room) ? `src/${room.room}` : `src/${room.room}/${'inner/'.repeat(depth)}probe.ts`,
        [...arrowProbes(room, depth), ...ownProbes(room, depth), ...libraryProbes(room), ...otherProbes(room)],
      ]),
    ),
  );

describe('lint', () => {
  let tree: string;
  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'bindmatrix-walls-'));
  });
  afterAll(async () => {
    await rm(tree, { recursive: true });
  });

  test('complains of every line that crosses a wall of src/walls.json, and of no other', async () => {
    const files = probeFiles();
    const forbidden = [...files].flatMap(([path, probes]) =>
      probes.flatMap(({ line, forbidden: it }, index) => (it ? [`${path}:${index + 1} ${line}`] : [])),
    );
    expect(forbidden.length).toBeGreaterThan(1000);
    expect(await complaints(tree, files)).toEqual(forbidden.sort());
  });
});

test('the generated walls are those of src/walls.json: "npm run walls" writes them', async () => {
  expect(await readFile(WALLS, 'utf8')).toBe(wallsText());
});

test('the table of rooms in CONTRIBUTING.md is that of src/walls.json: "npm run walls" writes it', async () => {
  const text = await readFile(CONTRIBUTING, 'utf8');
  expect(withTable(text)).toBe(text);
});

test('every folder and file of src/ is a room of src/walls.json', async () => {
  const rooms = ['walls.json', ...ROOMS.map(({ room }) => room)];
  expect((await readdir(join(ROOT, 'src'))).filter((name) => !rooms.includes(name))).toEqual([]);
});

test('no folder of a room is deeper than the walls reach', async () => {
  const files = await readdir(join(ROOT, 'src'), { recursive: true });
  expect(files.filter((path) => path.split('/').length > Math.max(...DEPTHS) + 2)).toEqual([]);
});

test('the arrows between the rooms make no circle: a room imports only those that stand before it', () => {
  const names = ROOMS.map(({ room }) => room);
  for (const { room, imports } of ROOMS) {
    expect(names.slice(0, names.indexOf(room)), room).toEqual(expect.arrayContaining([...imports]));
  }
});

/** The lines that lint complains of, by the project's own configuration. */
async function complaints(tree: string, files: ReadonlyMap<string, readonly Probe[]>): Promise<string[]> {
  await plant(tree, files);
  const biome = join(ROOT, 'node_modules', '.bin', 'biome');
  // These follow types through all that is imported: they take most of the time, and hold no wall.
  const skipped = ['noFloatingPromises', 'noMisusedPromises', 'useAwaitThenable'].map(
    (rule) => `--skip=nursery/${rule}`,
  );
  const argv = [
    biome,
    'lint',
    ...skipped,
    '--skip=noImportCycles',
    '--reporter=github',
    '--max-diagnostics=none',
    'src',
  ];
  const { stdout, stderr } = await run(argv, { cwd: tree });
  const found = new Set<string>();
  for (const text of stdout.split('\n')) {
    const [, rule = '', path = '', line = ''] =
      /title=([^,]*),file=(?:[^,]*\/)?(src\/[^,]*),line=(\d+),/.exec(text) ?? [];
    if (WALL_RULES.includes(rule)) found.add(`${path}:${line} ${files.get(path)?.[Number(line) - 1]?.line}`);
  }
  if (found.size === 0) throw new Error(`lint did not run: ${stdout}${stderr}`);
  return [...found].sort();
}

const WALL_RULES = [
  'lint/style/noRestrictedImports',
  'lint/style/noRestrictedGlobals',
  'lint/suspicious/noConsole',
  'lint/nursery/noJsRestrictedProperties',
  'plugin',
];

async function plant(tree: string, files: ReadonlyMap<string, readonly Probe[]>): Promise<void> {
  for (const file of [
    'biome.json',
    'package.json',
    '.gitignore',
    'test/lint/exit-code.grit',
    'test/lint/unbounded-arguments.grit',
    'test/lint/walls.biome.json',
  ]) {
    await cp(join(ROOT, file), join(tree, file));
  }
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  for (const [path, probes] of files) {
    await mkdir(join(tree, dirname(path)), { recursive: true });
    await writeFile(join(tree, path), `${probes.map(({ line }) => line).join('\n')}\n`);
  }
}
