import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { marked } from '../e2e/marked.ts';
import { hostNamespace } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { isWhole, namespaceOf, socketsLeft, specialMounts } from './remains.ts';

/** What came of a series of kills. All but `kills` and the two that follow it should be 0. */
export interface KillFigures {
  readonly kills: number;
  /** Kills that met a program which was still running. */
  readonly met: number;
  /** Of each kind: `run SIGINT`: 17. */
  readonly kinds: Readonly<Record<string, number>>;
  /** What is left of sockets, to find out why. */
  readonly left: readonly string[];
  /** Programs that did not end within a minute of their signal. */
  hanging: number;
  /** Programs that ended neither with 0, nor with 128 plus the signal, nor by the signal. */
  otherEnds: number;
  /** Programs that printed a stack trace. */
  stackTraces: number;
  /** What was there a while after the end: processes, their network namespaces, sockets, mounts, files. */
  processes: number;
  namespaces: number;
  sockets: number;
  mounts: number;
  files: number;
  /** Reports at --output that are not whole. */
  halfReports: number;
}

const root = join(import.meta.dirname, '..', '..');
const ADDRESSES = Array.from({ length: 200 }, (_, i) => `10.2.0.${i + 1}`);
const TUTORIAL = readdirSync(join(root, 'config', 'tutorial')).map((name) => join(root, 'config', 'tutorial', name));
const REPORT = ['--format', 'json', '--output', 'report'];

const COMMANDS = {
  run: ['run', ...REPORT],
  sandbox: ['run', '--in', 'sandbox', '--address', ADDRESSES.join(','), ...REPORT],
  check: ['check', ...TUTORIAL, ...REPORT],
  why: ['why', '50005', ...REPORT],
  serve: ['serve', '--address', '127.0.0.1', '--port', '50007'],
  demo: ['demo', ...REPORT],
} as const;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGKILL', 'SIGSTOP'] as const;

/** Spread over the start of the program, its work and its end; milliseconds. */
const LATEST = 1200;

/** How long the kernel may take to end what a killed program leaves: so many looks, so many milliseconds apart. */
const LOOKS = 400;
const INTERVAL = 25;

/** When a program that was sent a signal counts as one that hangs, in milliseconds. */
const PATIENCE = 60_000;

const STACK = /^\s+at .*:\d+:\d+\)?$/m;

interface Kill {
  readonly name: keyof typeof COMMANDS;
  readonly signal: (typeof SIGNALS)[number];
  readonly moment: number;
}

const KILL: fc.Arbitrary<Kill> = fc.record({
  name: fc.constantFrom(...(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])),
  signal: fc.constantFrom(...SIGNALS),
  moment: fc.nat(LATEST),
});

/**
 * Starts the built program `count` times, in a private network namespace, sends it a signal at a moment, and counts what is
 * left. The same `seed` draws the same kills. SIGSTOP is followed by SIGKILL. Needs root.
 */
export async function kills(seed: number, count: number): Promise<KillFigures> {
  const host = await hostNamespace({ addresses: ADDRESSES, as: 'root' });
  const figures: Counts = { ...NONE, kinds: {}, left: [] };
  try {
    for (const kill of fc.sample(KILL, { seed, numRuns: count })) await oneKill(kill, host.pid, figures);
  } finally {
    host.kill('SIGKILL');
    await host.finished;
  }
  return figures;
}

const NONE = {
  kills: 0,
  met: 0,
  hanging: 0,
  otherEnds: 0,
  stackTraces: 0,
  processes: 0,
  namespaces: 0,
  sockets: 0,
  mounts: 0,
  files: 0,
  halfReports: 0,
};

type Counts = { -readonly [Key in keyof KillFigures]: KillFigures[Key] } & {
  kinds: Record<string, number>;
  left: string[];
};

async function oneKill(kill: Kill, host: number, figures: Counts): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-kills-'));
  const inside = ['--target', String(host), '--net', '--'];
  const mounts = specialMounts();
  const child = spawn('nsenter', [...inside, ...PROGRAM, ...COMMANDS[kill.name]], {
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TMPDIR: folder, MARK: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = textOf(child);
  const ended = endOf(child);
  await setTimeout(kill.moment);
  figures.kills++;
  if (child.exitCode === null && child.signalCode === null) {
    const kind = `${kill.name} ${kill.signal}`;
    figures.met++;
    figures.kinds[kind] = (figures.kinds[kind] ?? 0) + 1;
  }
  await send(child, kill.signal);
  countEnd(kill, await patiently(ended, child), figures);
  if (STACK.test(printed())) figures.stackTraces++;
  await countRest(kill, folder, inside, figures);
  figures.mounts += Math.max(0, specialMounts() - mounts);
  rmSync(folder, { recursive: true });
}

function textOf(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (some: string) => {
      text += some;
    });
  return () => text;
}

type End = number | NodeJS.Signals | null;

const endOf = (child: ChildProcess): Promise<End> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));

/** To the program alone, as a service manager or kill(1) would. */
async function send(child: ChildProcess, signal: Kill['signal']): Promise<void> {
  child.kill(signal);
  if (signal !== 'SIGSTOP') return;
  await setTimeout(50);
  child.kill('SIGKILL');
}

/** Undefined where it hangs: then it is killed. */
async function patiently(ended: Promise<End>, child: ChildProcess): Promise<End | undefined> {
  const waiting = new AbortController();
  const late = setTimeout(PATIENCE, undefined, { signal: waiting.signal }).catch(() => undefined);
  const end = await Promise.race([ended, late]);
  waiting.abort();
  if (end === undefined) child.kill('SIGKILL');
  return end;
}

function countEnd({ signal }: Kill, end: End | undefined, figures: Counts): void {
  const usual: readonly (End | undefined)[] = [0, 128 + constants.signals[signal], signal, 'SIGKILL'];
  if (end === undefined) figures.hanging++;
  else if (!usual.includes(end)) figures.otherEnds++;
}

/** Looks until nothing is left, or what is left stays. */
async function countRest(kill: Kill, folder: string, inside: readonly string[], figures: Counts): Promise<void> {
  let pids = await marked(folder);
  for (let look = 0; pids.length > 0 && look < LOOKS; look++) {
    await setTimeout(INTERVAL);
    pids = await marked(folder);
  }
  figures.processes += pids.length;
  figures.namespaces += new Set(pids.map(namespaceOf)).size;
  const sockets = await socketsLeft(inside);
  figures.sockets += sockets.length;
  figures.left.push(...sockets.map((socket) => `${kill.name}, ${kill.signal} after ${kill.moment} ms: ${socket}`));
  await writeAnew(folder);
  const files = readdirSync(folder);
  figures.files += files.filter((name) => name !== 'report').length;
  if (files.includes('report') && !isWhole(join(folder, 'report'))) figures.halfReports++;
}

/**
 * SIGKILL between the writing of a report and its renaming leaves what was written beside, and nobody can remove it then: the
 * next report to the same file does, once it is old.
 */
async function writeAnew(folder: string): Promise<void> {
  const beside = readdirSync(folder).filter((name) => /^\.report\.\d+\.tmp$/.test(name));
  if (beside.length === 0) return;
  for (const name of beside) utimesSync(join(folder, name), 1, 1);
  const { code, stderr } = await run([...PROGRAM, 'rules', ...REPORT], { cwd: folder });
  if (code !== 0) throw new Error(stderr);
}
