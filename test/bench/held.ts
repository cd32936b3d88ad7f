import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { HeldPorts } from '../../src/model/why.ts';
import { tryCommand } from '../setup/namespace.ts';
import { compiled, type Group, PROGRAM } from './group.ts';

/** How long holding them may take, in milliseconds. */
const PATIENCE = 30_000;

interface Held {
  readonly name: string;
  readonly kind: 'listeners' | 'connections';
  readonly sockets: number;
  /** The most that `why` may take of what ss takes. */
  readonly limit: number;
}

const ALL: readonly Held[] = [
  { name: 'held-listeners', kind: 'listeners', sockets: 50_000, limit: 0.75 },
  { name: 'held-connections', kind: 'connections', sockets: 50_000, limit: 1 },
  { name: 'held-few', kind: 'listeners', sockets: 10_000, limit: 2 },
];

/** All held ports beside what `ss -tanp` takes for as many sockets of either kind. */
export const HELD: readonly Group[] = ALL.map(({ name, kind, sockets, limit }) => ({
  name,
  namespace: {},
  able: () => tryCommand(['cc', '--version']),
  comparisons: (folder) => {
    holdMany(folder, kind, sockets);
    const common = { other: ['ss', '-tanp'], limit, pairs: 5 };
    const title = `why, ${sockets.toLocaleString('en')} ${kind}`;
    return [
      { name: `${title} : ss -tanp`, ours: [...PROGRAM, 'why'], ...common },
      { name: 'the same with a JSON report', ours: [...PROGRAM, 'why', '--format', 'json'], ...common, same: SAME },
    ];
  },
}));

/** How many sockets both show; ss has a line for its heads. */
const SAME = {
  ours: (stdout: string): string => {
    const { sockets, connections }: HeldPorts = JSON.parse(stdout);
    return String([...sockets, ...connections].reduce((sum, { count = 1 }) => sum + count, 0));
  },
  other: (stdout: string): string => String(stdout.trimEnd().split('\n').length - 1),
};

/**
 * Starts the holder of so many sockets, in as many processes as their descriptors need or in `processes`. It ends with
 * this process: then its standard input closes.
 */
export function holdMany(folder: string, kind: Held['kind'], sockets: number, processes = 0): void {
  const ready = join(folder, 'ready');
  const holder = spawn(compiled(folder, 'hold'), [kind, String(sockets), ready, String(processes)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  holder.unref();
  (holder.stdin as Socket).unref();
  const end = Date.now() + PATIENCE;
  const clock = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(ready)) {
    if (Date.now() > end) throw new Error(`hold ${kind} was not ready in time`);
    Atomics.wait(clock, 0, 0, 50);
  }
}
