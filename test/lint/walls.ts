import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import walls from '../../src/walls.json' with { type: 'json' };

export const ROOT = process.env.PROJECT_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The generated part of biome's configuration, and the document with the generated table. */
export const WALLS = join(ROOT, 'test', 'lint', 'walls.biome.json');
export const CONTRIBUTING = join(ROOT, 'CONTRIBUTING.md');

/** A folder of src/, or a file beside them. */
export interface Room {
  readonly room: string;
  readonly holds: string;
  /** The rooms that it may import. */
  readonly imports: readonly string[];
  /** The libraries, and modules of Node's that are not free to all, that it may import. */
  readonly uses: readonly string[];
  /** It neither looks at the host nor acts on it. */
  readonly pure?: boolean;
  /** The files that other rooms may import, `*` for those at its top; without it all of them. */
  readonly doors?: readonly string[];
  /** It may choose the exit code. */
  readonly exits?: boolean;
  /** It may write to the standard streams. */
  readonly prints?: boolean;
}

export const ROOMS: readonly Room[] = walls.rooms;

/** Modules of Node's that neither look at the host nor act on it. */
const FREE: readonly string[] = walls.free;

/** Beside src/: the program's version. */
const PACKAGE = 'package.json';
/** Beside src/: what is compiled into the bundle. */
const TABLE = 'config/profiles.yaml';

/** How many folders deep a room may be below src/; a test holds it. */
export const DEPTHS = [0, 1, 2, 3] as const;

export const isFile = ({ room }: Room): boolean => room.endsWith('.ts');

/** What a room's pure code does without: all that looks at the host or acts on it, and the clock. */
const IMPURE_GLOBALS = ['fetch', 'performance', 'process', 'setImmediate', 'setInterval', 'setTimeout'];

/** The part of biome's configuration that holds the walls. */
const wallsConfig = (): { readonly overrides: readonly object[] } => ({
  overrides: [...ROOMS.flatMap(importWalls), ...processWalls(), pureWall()],
});

/** Which files a room may import: one override for each depth of its folders, since each names its own way out. */
const importWalls = (room: Room): object[] =>
  (isFile(room) ? ([0] as const) : DEPTHS).map((depth) => ({
    includes: [filesOf(room, depth)],
    linter: {
      rules: {
        style: { noRestrictedImports: { level: 'error', options: { patterns: patterns(room, depth) } } },
      },
    },
  }));

const filesOf = (room: Room, depth: number): string =>
  isFile(room) ? `src/${room.room}` : `src/${room.room}/${'*/'.repeat(depth)}*.{ts,tsx}`;

const patterns = (room: Room, depth: number): object[] => {
  const out = isFile(room) ? './' : '../'.repeat(depth + 1);
  const opens = room.uses.includes('node:net');
  return [
    {
      group: [
        `${out}**`,
        ...room.imports.flatMap((name) => doorsOf(name)).map((door) => `!${out}${door}`),
        ...[PACKAGE, TABLE].filter((name) => room.uses.includes(name)).map((name) => `!${out}../${name}`),
      ],
      message: importMessage(room),
    },
    {
      group: ['**', '!.', '!..', '!./**', '!../**', ...[...FREE, 'node:net', ...room.uses].map((name) => `!${name}`)],
      message: usesMessage(room),
    },
    ...(opens ? [] : [ONLY_IS_IP]),
  ];
};

const ONLY_IS_IP = {
  group: ['node:net'],
  importNamePattern: 'isIP.*',
  invertImportNamePattern: true,
  message: 'Only isIP, isIPv4 and isIPv6 of node:net may be imported here.',
};

/** What may be imported of a room, relative to src/. */
const doorsOf = (name: string): readonly string[] => {
  const room = ROOMS.find((candidate) => candidate.room === name);
  if (room === undefined) throw new Error(`src/walls.json: no room ${name}`);
  return (room.doors ?? ['**']).map((door) => `${name}/${door}`);
};

const importMessage = ({ room, imports }: Room): string => {
  if (imports.length === 0) return `${room} imports no other room (src/walls.json).`;
  const inner = imports.filter((name) => ROOMS.find((other) => other.room === name)?.doors !== undefined);
  const doors = inner.map((name) => `; of ${name} only ${doorsOf(name).join(', ')}`).join('');
  return `${room} may import ${imports.join(', ')}${doors} (src/walls.json).`;
};

const usesMessage = ({ room, uses }: Room): string =>
  `${room} may use ${uses.length === 0 ? 'no library' : uses.join(', ')} (src/walls.json).`;

/** Only some rooms print, and only some choose the exit code. */
const processWalls = (): object[] => [
  properties(['src/**'], [...EXITS, ...STREAMS]),
  // A restricted property is one that is read; this is the assignment.
  {
    includes: ['src/**', ...ROOMS.filter(({ exits }) => exits).map((room) => `!${allOf(room)}`)],
    plugins: [EXIT_CODE],
  },
  ...ROOMS.filter(({ prints, exits }) => prints || exits).map((room) =>
    properties([allOf(room)], [...(room.exits ? [] : EXITS), ...(room.prints ? [] : STREAMS)]),
  ),
  {
    includes: ROOMS.filter(({ prints }) => prints).map(allOf),
    linter: { rules: { suspicious: { noConsole: 'off' } } },
  },
];

const EXIT_CODE = './test/lint/exit-code.grit';

const allOf = (room: Room): string => (isFile(room) ? `src/${room.room}` : `src/${room.room}/**`);

const who = (may: 'exits' | 'prints'): string =>
  ROOMS.filter((room) => room[may])
    .map((room) => room.room)
    .join(', ');

const ofProcess = (property: string, message: string): object => ({ object: 'process', property, message });

const EXITS = ['exit', 'exitCode'].map((name) => ofProcess(name, `Only ${who('exits')} may choose the exit code.`));
const STREAMS = ['stdout', 'stderr'].map((name) => ofProcess(name, `Only ${who('prints')} may print.`));

const properties = (includes: readonly string[], entries: readonly object[]): object => ({
  includes,
  linter: {
    rules: {
      nursery: { noJsRestrictedProperties: entries.length === 0 ? 'off' : { level: 'error', options: { entries } } },
    },
  },
});

/** What looks at the host or acts on it without an import. */
const pureWall = (): object => ({
  includes: ROOMS.filter(({ pure }) => pure).map(allOf),
  linter: {
    rules: {
      style: {
        noRestrictedGlobals: {
          level: 'error',
          options: {
            deniedGlobals: Object.fromEntries(
              IMPURE_GLOBALS.map((name) => [name, 'This room is pure: it neither looks at the host nor acts on it.']),
            ),
          },
        },
      },
    },
  },
});

const HEADINGS = ['room', 'what it holds', 'rooms that it may import', 'libraries that it may use'];

/** The table of the rooms as CONTRIBUTING.md has it. */
const roomsTable = (): string =>
  [HEADINGS, HEADINGS.map(() => '---'), ...ROOMS.map(tableRow)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const tableRow = (room: Room): string[] => [
  `\`${room.room}\``,
  `${room.holds}${room.pure ? '; pure' : ''}`,
  codes(room.imports),
  codes(room.uses),
];

const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const REGION = /(<!-- rooms:[^\n]*-->\n)[\s\S]*?(\n<!-- end of rooms -->)/;

/** CONTRIBUTING.md with the table as it is now. */
export const withTable = (text: string): string =>
  text.replace(REGION, (_all, start: string, end: string) => `${start}\n${roomsTable()}\n${end}`);

/** The generated file, for reading: one override a line. */
export const wallsText = (): string =>
  `{\n  "overrides": [\n${wallsConfig()
    .overrides.map((override) => `    ${JSON.stringify(override)}`)
    .join(',\n')}\n  ]\n}\n`;
