import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { eventsDocument } from '../../src/contracts/events.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram, startProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ['version: 1', ...lines, ''].join('\n'));
  return path;
}

const step = '{ op: bind, socket: a, address: 127.0.0.1, port: 80 }';
const UNMET = fileOf('unmet.yaml', [
  'run: { in: sandbox }',
  'expect: [{ address: 127.0.0.1, port: 80, expect: EADDRINUSE }]',
]);
const SLOW = fileOf('slow.yaml', [
  'trials:',
  `  - { id: quick, steps: [${step}, { op: sleep, seconds: 0.2 }] }`,
  '  - { id: slow, steps: [{ op: sleep, seconds: 60 }] }',
]);
const EMPTY = fileOf('empty.yaml', ['run: { in: sandbox }']);

describeWhere(canUnshare(), 'check --format ndjson', () => {
  test('writes a trial before the next one has ended, and no summary when it is interrupted', async () => {
    const program = startProgram(['check', SLOW, '--format', 'ndjson']);
    await program.waitFor(/"id":"quick"/);
    program.kill('SIGTERM');
    const { code, stdout } = await program.finished;
    expect(code).toBe(143);
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => eventsDocument.parse(JSON.parse(line)).type);
    expect(types).toEqual(['run', 'trial']);
  });

  test('to a file is the same as to stdout', async () => {
    const path = join(folder, 'events.ndjson');
    const [toFile, toStdout] = [
      await runProgram(['check', UNMET, '--format', 'ndjson', '-o', path]),
      await runProgram(['check', UNMET, '--format', 'ndjson']),
    ];
    expect([toFile.code, toFile.stdout, toStdout.code]).toEqual([1, '', 1]);
    expect(toStdout.stdout.match(/"type":"\w+"/g)).toEqual([
      '"type":"run"',
      '"type":"expectation"',
      '"type":"summary"',
    ]);
  });
});

describeWhere(canUnshare(), '--retry-timeout', () => {
  test('tries again, and writes one report', async () => {
    const { code, stdout, stderr } = await runProgram([
      'run',
      '-c',
      UNMET,
      '--retry-timeout',
      '1',
      '--retry-every',
      '0.1',
      '--format',
      'tap',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^attempt 1: 1 unmet, 0 inconclusive; next in 0\.1 s$/m);
    expect(stdout.match(/^TAP version 13$/gm)).toHaveLength(1);
  });

  test('is ended by a signal, without a report', async () => {
    const program = startProgram(['run', '-c', UNMET, '--retry-timeout', '30m', '--retry-every', '10m']);
    await program.waitFor(/attempt 1/);
    program.kill('SIGINT');
    expect(await program.finished).toMatchObject({ code: 130, stdout: '' });
  });

  test('of a plugin is ended by a signal with UNKNOWN', async () => {
    const program = startProgram([
      'run',
      '-c',
      UNMET,
      '--retry-timeout',
      '30m',
      '--retry-every',
      '10m',
      '--format',
      'nagios',
    ]);
    await program.waitFor(/attempt 1/);
    program.kill('SIGTERM');
    expect(await program.finished).toMatchObject({ code: 3, stdout: 'BINDMATRIX UNKNOWN - ended by signal 15\n' });
  });
});

describeWhere(canUnshare(), 'a run in which nothing is expected', () => {
  test.each(['junit', 'tap', 'nagios', 'prometheus', 'openmetrics', 'github', 'sarif'])(
    'written as %s says so on stderr',
    async (format) => {
      const { code, stderr } = await runProgram(['run', '-c', EMPTY, '--format', format]);
      expect([code, stderr]).toEqual([format === 'nagios' ? 3 : 0, expect.stringContaining('nothing is expected')]);
    },
  );
});

describe('run --passive', () => {
  test('opens no socket, and says that nothing was tried', async () => {
    const { stdout } = await runProgram(['run', '--passive', '--port', '1', '--json']);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ where: 'host', predicted: [{ os: 'linux' }] });
    expect(report.host.hostname).not.toBe('');
  });

  test.each(['--active', '--live', '--hold'])('asks for something else than %s', async (flag) => {
    expect(await runProgram(['run', '--passive', flag])).toMatchObject({ code: 2, stdout: '' });
  });
});
