import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { times } from '../setup/long.ts';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';
import { marked } from './marked.ts';
import { CLI } from './why-host.ts';

const AT_ONCE = 4;
/** From the start of Node to after the end of most runs, milliseconds. */
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
/** Network namespaces that have a name, but those that other tests make meanwhile. */
const namedNamespaces = async (): Promise<string[]> =>
  (await readdir('/run/netns').catch(() => [])).filter((name) => !name.startsWith('bindmatrix-test-'));

/** Each signal comes to each command once, in the long form eight times. */
const MOMENTS = SIGNALS.length * COMMANDS.length * times(1, 8);

describeWhere(canUnshare('root'), 'a signal to any command at a random moment', () => {
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
    const { code, signal: ended, timedOut, stderr } = await program.finished;
    // It ended before the signal came, by the signal, or with 128 + its number; a run that met the socket of another of
    // these has stopped with 3. It never crashes.
    const fine = ended === signal || [0, 1, 3, 129, 130, 143].includes(code ?? -1);
    expect({ command, signal, code, ended, timedOut, fine }).toMatchObject({ timedOut: false, fine: true });
    expect(stderr).not.toMatch(/^ {4}at /m);
  }

  test('leaves no socket, no namespace, no process and no temporary file', async () => {
    const named = await namedNamespaces();
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < MOMENTS) await interrupt(next++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await expect.poll(() => marked(mark)).toEqual([]);
    const sockets = await run(inside(['ss', '-Htuan', 'sport = :50005 or dport = :50005 or sport = :50006']));
    expect(sockets).toMatchObject({ code: 0, stdout: '' });
    expect(await readdir(folder)).toEqual([]);
    expect(await namedNamespaces()).toEqual(named);
  });
});
