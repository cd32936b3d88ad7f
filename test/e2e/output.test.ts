import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { canUnshare, runInNamespace } from '../setup/namespace.ts';
import { runProgram, runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const ADDRESSES = ['192.168.1.101', '10.10.2.102'];

/** What differs from host to host. */
const steady = (text: string): string => text.replaceAll(/Linux \d[\w.+~-]*/g, 'Linux KERNEL');

describeWhere(canUnshare(), 'the report of the real program', () => {
  const run = (args: readonly string[], env = {}) =>
    runProgramInNamespace(['run', '--address', ADDRESSES.join(','), ...args], { addresses: ADDRESSES, env });

  test.each([
    ['default.txt', []],
    ['reuse-port.txt', ['--reuse', 'port']],
    ['compare.txt', ['--reuse', 'none,addr,port', '--show', 'matrix']],
    ['udp.txt', ['--protocol', 'udp']],
    ['bind-all-first.txt', ['--sequence', 'bind-all-first']],
    ['markdown.md', ['--format', 'markdown']],
  ])('%s', async (name, args) => {
    const { stdout, stderr, code } = await run(args);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    for (const line of stdout.split('\n')) if (name.endsWith('.txt')) expect(line.length).toBeLessThanOrEqual(80);
    await expect(steady(stdout)).toMatchFileSnapshot(join('golden', name));
  });

  test('colour only where it is asked for', async () => {
    const csi = '\u001B[';
    expect((await run([])).stdout).not.toContain(csi);
    expect((await run([], { NO_COLOR: undefined })).stdout).not.toContain(csi);
    expect((await run([], { NO_COLOR: undefined, FORCE_COLOR: '1' })).stdout).toContain(csi);
    expect((await run([], { NO_COLOR: '1', FORCE_COLOR: '1' })).stdout).not.toContain(csi);
  });

  test('a plain locale gets plain characters', async () => {
    expect((await run([], { LC_ALL: 'C' })).stdout).toMatch(/^[\n -~]*$/);
  });

  test('--output writes the file and nothing to stdout', async () => {
    const { stdout, code } = await run(['--format', 'json', '--output', path('report.json')]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
    expect(JSON.parse(readFileSync(path('report.json'), 'utf8'))).toMatchObject({ schema: 'bindmatrix/report@1' });
  });

  test('a longer old report is replaced, and kept where the run fails', async () => {
    writeFileSync(path('old'), 'x'.repeat(1e6));
    await run(['--output', path('old')]);
    expect(readFileSync(path('old'), 'utf8')).toMatch(/^tcp 50005/);
    writeFileSync(path('kept'), 'old');
    expect((await runProgramInNamespace(['run', '--address', '203.0.113.9', '--output', path('kept')])).code).toBe(2);
    expect(readFileSync(path('kept'), 'utf8')).toBe('old');
  });

  test('what was there before stays where the run fails, also an empty file', async () => {
    writeFileSync(path('empty'), '');
    expect((await runProgramInNamespace(['run', '--address', '203.0.113.9', '--output', path('empty')])).code).toBe(2);
    expect(existsSync(path('empty'))).toBe(true);
    expect((await runProgramInNamespace(['run', '--address', '203.0.113.9', '--output', path('new')])).code).toBe(2);
    expect(existsSync(path('new'))).toBe(false);
  });

  test('a full device is told in one line, and is no verdict', async () => {
    const full = await run(['--output', '/dev/full']);
    expect(full).toMatchObject({ code: 3, stdout: '' });
    expect(full.stderr).toContain('--output /dev/full: write: ENOSPC');
    expect(existsSync('/dev/full')).toBe(true);
  });

  test('a reader that closes the pipe early ends the program quietly', async () => {
    const addresses = Array.from({ length: 120 }, (_, i) => `10.1.0.${i + 1}`);
    const cut = '"$0" "$1" run --format json | head -c 100 >/dev/null; echo "$PIPESTATUS"';
    const { stdout, stderr } = await runInNamespace(['bash', '-c', cut, process.execPath, cli], { addresses });
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
  });
});

test('--version and --help go to stdout', async () => {
  expect(await runProgram(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  });
  const help = await runProgram(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const line of help.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
