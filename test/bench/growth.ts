// Measures how the cost of each command grows, and writes the table of CONTRIBUTING.md: `npm run growth`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { canUnshare, inNamespace } from '../setup/namespace.ts';
import { cpuOf } from './cpu.ts';
import { ROOT } from './group.ts';
import { GROWTHS, type Growth } from './growths.ts';
import { peakMemory } from './measure.ts';

interface Cost {
  /** CPU time of the program and its children, in milliseconds. */
  readonly cpuMs: number;
  /** The most that the program had resident, in bytes; its children are not counted. */
  readonly bytes: number;
}

/** A run is measured so often, and the least counts: what else the machine does only adds. */
const RUNS = 2;

const CONTRIBUTING = join(ROOT, 'CONTRIBUTING.md');

function main(): void {
  const options = { only: { type: 'string' }, inside: { type: 'string' }, size: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const inside = GROWTHS.find(({ name }) => name === values.inside);
  if (inside) {
    process.stdout.write(JSON.stringify(measure(inside, Number(values.size))));
    return;
  }
  const able = canUnshare();
  if (able !== true) throw new Error(able);
  const rows = GROWTHS.filter(({ name }) => values.only === undefined || name === values.only).map(rowOf);
  const table = [HEAD, RULE, ...rows].join('\n');
  if (values.only === undefined) writeFileSync(CONTRIBUTING, withGrowth(readFileSync(CONTRIBUTING, 'utf8'), table));
}

/** Each size in a namespace of its own. */
function start({ name }: Growth, size: number): Cost {
  const self = [process.execPath, ...process.execArgv, process.argv[1] ?? '', '--inside', name, '--size', String(size)];
  const [command = '', ...args] = inNamespace(self);
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`${name} of ${size} cannot be measured`);
  return JSON.parse(stdout);
}

function measure({ prepare }: Growth, size: number): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-growth-'));
  try {
    const program = prepare(folder, size);
    const cpuMs = Math.min(...Array.from({ length: RUNS }, () => cpuOf(program)));
    return { cpuMs, bytes: peakMemory(program, join(ROOT, 'test', 'bench', 'peak-memory.mjs')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const HEAD = '| what grows | N | CPU | peak memory | 2 N | CPU | peak memory | 4 N | CPU | peak memory |';
const RULE = `|${' --- |'.repeat(10)}`;

function rowOf(growth: Growth): string {
  const cells = [1, 2, 4].flatMap((times) => {
    const size = growth.size * times;
    const { cpuMs, bytes } = start(growth, size);
    return [size.toLocaleString('en'), `${(cpuMs / 1000).toFixed(2)} s`, `${(bytes / 1e6).toFixed(0)} MB`];
  });
  const row = `| ${[growth.name, ...cells].join(' | ')} |`;
  console.log(row);
  return row;
}

const REGION = /(<!-- growth:[^\n]*-->\n)[\s\S]*?(\n<!-- end of growth -->)/;

/** CONTRIBUTING.md with the table as it was just measured. */
const withGrowth = (text: string, table: string): string =>
  text.replace(REGION, (_all, begin: string, end: string) => `${begin}\n${table}\n${end}`);

main();
