import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { canUnshare, hostNamespace, inNamespace, tryCommand } from '../setup/namespace.ts';
import { run, start } from '../setup/process.ts';
import { PROGRAM, runProgram, startProgram } from '../setup/program.ts';
import { describeWhere, testWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-ways-out-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PIPES = { env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };

describe('where the report cannot be written', () => {
  test.each([[['rules']], [['schema']], [['run', '--predict', 'linux']]])(
    '%j gives 3 where stdout is closed',
    async (args) => {
      const { code, stderr } = await run(['sh', '-c', '"$@" >&-; exit $?', 'sh', ...PROGRAM, ...args]);
      expect(stderr).toMatch(/^bindmatrix: stdout is closed: /);
      expect(code).toBe(3);
    },
  );

  test('0, where stdout is /dev/null on purpose', async () => {
    const { code } = await run(['sh', '-c', '"$@" >/dev/null; exit $?', 'sh', ...PROGRAM, 'rules']);
    expect(code).toBe(0);
    const child = spawn(PROGRAM[0] ?? '', [...PROGRAM.slice(1), 'rules'], { ...PIPES, stdio: 'ignore' });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  testWhere(existsSync('/dev/full') || 'needs /dev/full', '3, where the disk is full', async () => {
    for (const args of [['rules'], ['why', '--passive'], ['interfaces']]) {
      const { code, stderr } = await runProgram([...args, '--output', '/dev/full']);
      expect([code, stderr]).toEqual([3, expect.stringContaining('--output /dev/full: write: ENOSPC')]);
    }
  });
});

test('/dev/stdout is stdout: what a file had before is kept', async () => {
  const { stdout } = await runProgram(['rules', 'linux.port-free', '--output', '/dev/stdout']);
  expect(stdout).toMatch(/^linux\.port-free\n/);
  const log = join(folder, 'log');
  await run([
    'sh',
    '-c',
    'echo before >"$0"; "$@" >>"$0"',
    log,
    ...PROGRAM,
    'rules',
    'linux.port-free',
    '-o',
    '/dev/stdout',
  ]);
  expect(readFileSync(log, 'utf8')).toMatch(/^before\nlinux\.port-free\n/);
});

test('a signal at any moment leaves the file as it was, or the whole report, and nothing beside it', async () => {
  const own = mkdtempSync(join(folder, 'moments-'));
  for (const moment of [40, 90, 140, 200, 300]) {
    const program = startProgram(['rules', '--format', 'json', '--output', join(own, 'report')]);
    await setTimeout(moment);
    program.kill('SIGINT');
    await program.finished;
    const left = readdirSync(own);
    expect(left.filter((name) => name !== 'report')).toEqual([]);
    if (left.length > 0) expect(() => JSON.parse(readFileSync(join(own, 'report'), 'utf8'))).not.toThrow();
    rmSync(join(own, 'report'), { force: true });
  }
});

describeWhere(canUnshare('root'), 'serve, when nobody reads what it prints', () => {
  test('ends on SIGTERM all the same', async () => {
    const host = await hostNamespace({ as: 'root' });
    const script = `
      const socket = require('node:net').connect(50005, '127.0.0.1');
      socket.on('error', () => {}).on('connect', () => console.log('connected'));
      const text = 'x'.repeat(500) + '\\n';
      const send = () => { for (let i = 0; i < 500; i++) socket.write(text); socket.writableLength > 1e6 ? socket.once('drain', send) : setImmediate(send); };
      send();`;
    const inside = ['nsenter', '--target', String(host.pid), '--net'];
    const server = spawn(
      inside[0] ?? '',
      [...inside.slice(1), ...PROGRAM, 'serve', '--address', '127.0.0.1', '--port', '50005'],
      {
        ...PIPES,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const ended = new Promise((resolve) => server.once('exit', (code, signal) => resolve(code ?? signal)));
    await expect
      .poll(async () => (await run([...inside, 'ss', '-Hltn'])).stdout, { timeout: 60_000 })
      .toContain(':50005');
    const client = start([...inside, process.execPath, '-e', script]);
    await client.waitFor(/connected/);
    // The pipe takes 64 KiB; what comes after it waits in the program.
    await setTimeout(1500);
    server.kill('SIGTERM');
    expect(await ended).toBe(143);
    client.kill('SIGKILL');
    host.kill('SIGKILL');
  });
});

describeWhere(tryCommand(['script', '-qec', 'true', '/dev/null']), 'a terminal that is closed', () => {
  testWhere(canUnshare(), 'ends serve with 129, and without an abort', async () => {
    const file = join(folder, 'code');
    // The kernel tells the session's leader that the terminal is gone, and when that ends, the rest of its group.
    const inner = `trap : HUP; ${PROGRAM.join(' ')} serve --address 127.0.0.1 --port 50005; echo $? >${file}`;
    const command = `sh -c '${inner}'; true`;
    const terminal = start(inNamespace(['script', '-qfc', command, '/dev/null']));
    await terminal.waitFor(/listening/i);
    terminal.kill('SIGKILL');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8'), { timeout: 60_000 }).toBe('129\n');
  });
});
