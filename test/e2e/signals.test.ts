import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONG } from '../setup/long.ts';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { marked } from './marked.ts';

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const;

/** Moments spread over start-up, the run itself, and its end; milliseconds. */
const MOMENTS = LONG ? [20, 60, 100, 140, 180, 220, 260, 320, 400, 520, 700] : [100, 300];

describeWhere(canUnshare('root'), 'at any moment', () => {
  let host: Running;
  const addresses = Array.from({ length: 400 }, (_, i) => `10.1.${i >> 8}.${i & 255}`);
  const inside = (argv: readonly string[]): string[] => ['nsenter', '--target', String(host.pid), '--net', ...argv];

  beforeAll(async () => {
    host = await hostNamespace({ addresses, as: 'root' });
  });
  afterAll(() => host.kill('SIGKILL'));

  test.each(SIGNALS)('%s to a run gives %i, and leaves no socket and no TIME_WAIT', async (signal, code) => {
    const codes = new Set<number | null>();
    for (const moment of MOMENTS) {
      const program = start(inside([...PROGRAM, 'run', '--format', 'json']));
      await setTimeout(moment);
      program.kill(signal);
      const finished = await program.finished;
      codes.add(finished.code ?? (finished.signal === signal ? code : null));
      if (finished.code === code) expect(finished.stdout).toBe('');
    }
    // A run that was over before its signal came gives 0.
    expect([...codes].filter((c) => c !== 0)).toEqual([code]);
    // A TIME_WAIT of any of them would last for 60 s.
    expect((await run(inside(['ss', '-Htan', 'sport = :50005 or dport = :50005']))).stdout).toBe('');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    '%s to a run in the sandbox ends the sandbox process too, and its namespace with it',
    async (signal) => {
      const mark = randomUUID();
      for (const moment of MOMENTS) {
        const program = start([...PROGRAM, 'run', '--in', 'sandbox', '--address', addresses.join(',')], {
          env: { MARK: mark },
        });
        await setTimeout(moment);
        program.kill(signal);
        await program.finished;
      }
      await expect.poll(() => marked(mark)).toEqual([]);
    },
  );

  test('Ctrl-C to run --hold gives 0, and leaves no socket', async () => {
    const program = start(inside([...PROGRAM, 'run', '--hold', '--address', '10.1.0.1', '--reuse', 'port']));
    await program.waitFor(/2 listeners answer HTTP/);
    program.kill('SIGINT');
    expect((await program.finished).code).toBe(0);
    expect((await run(inside(['ss', '-Htan', 'sport = :50005']))).stdout).toBe('');
  });
});
