import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';
import { CLI } from './why-host.ts';

const MOMENTS = 200;
const AT_ONCE = 4;
/** From the start of Node to past the end of most runs, milliseconds. */
const LATEST = 450;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;
const COMMANDS: readonly (readonly string[])[] = [
  ['run', '--format', 'json'],
  ['why', '0.0.0.0:50005'],
  ['run', '--in', 'sandbox'],
  ['why'],
  ['run', '--protocol', 'udp', '--reuse', 'addr,port'],
  ['run', '--hold', '--port', '50006'],
];

/** Processes that were started with this mark in their environment, children of children included. */
async function marked(mark: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environs = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')));
  return pids.filter((_, i) => environs[i]?.includes(mark));
}

async function until(condition: () => Promise<boolean>): Promise<boolean> {
  for (let i = 0; i < 5000; i++) {
    if (await condition()) return true;
    await setTimeout(20);
  }
  return false;
}

describeWhere(canUnshare('root'), 'a signal at a random moment', () => {
  const mark = randomUUID();
  let host: Running;
  let folder: string;
  const inside = (argv: readonly string[]): string[] => ['nsenter', '--target', String(host.pid), '--net', ...argv];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindmatrix-signals-'));
    const addresses = Array.from({ length: 60 }, (_, i) => `10.1.0.${i + 1}`);
    host = await hostNamespace({ addresses, as: 'root' });
  });
  afterAll(async () => {
    host.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  async function interrupt(i: number): Promise<void> {
    const command = COMMANDS[i % COMMANDS.length] ?? [];
    const signal = SIGNALS[Math.floor(i / COMMANDS.length) % SIGNALS.length] ?? 'SIGKILL';
    const program = start(inside([...CLI, ...command]), { env: { MARK: mark, TMPDIR: folder } });
    await setTimeout(Math.random() * LATEST);
    program.kill(signal);
    const { code, signal: ended, timedOut } = await program.finished;
    // Over before its time, ended by the signal, or 128 + its number; never a crash.
    const fine = ended === signal || [0, 1, 129, 130, 143].includes(code ?? -1);
    expect({ command, signal, code, ended, timedOut, fine }).toMatchObject({ timedOut: false, fine: true });
  }

  test('leaves no socket, no namespace, no process and no temporary file, 200 times', async () => {
    const named = await readdir('/run/netns').catch(() => []);
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < MOMENTS) await interrupt(next++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(await until(async () => (await marked(mark)).length === 0)).toBe(true);
    const sockets = await run(inside(['ss', '-Htuan', 'sport = :50005 or dport = :50005 or sport = :50006']));
    expect(sockets).toMatchObject({ code: 0, stdout: '' });
    expect(await readdir(folder)).toEqual([]);
    expect(await readdir('/run/netns').catch(() => [])).toEqual(named);
  });
});
