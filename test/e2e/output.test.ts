import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { canUnshare, runInNamespace } from '../setup/namespace.ts';
import { PROGRAM, runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { withoutStartNote } from './start-note.ts';

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
  ])('is as in golden/%s', async (name, args) => {
    const { stdout, stderr, code } = await run(args);
    expect({ stderr: withoutStartNote(stderr), code }).toEqual({ stderr: '', code: 0 });
    for (const line of stdout.split('\n')) if (name.endsWith('.txt')) expect(line.length).toBeLessThanOrEqual(80);
    await expect(steady(stdout)).toMatchFileSnapshot(join('golden', name));
  });

  test('has colour on a pipe where FORCE_COLOR asks for it', async () => {
    const csi = '\u001B[';
    expect((await run([], { NO_COLOR: undefined, FORCE_COLOR: '1' })).stdout).toContain(csi);
  });

  test('has plain characters in a plain locale', async () => {
    expect((await run([], { LC_ALL: 'C', NO_COLOR: undefined })).stdout).toMatch(/^[\n -~]*$/);
  });

  test('goes to the file of --output and not to stdout; a run that fails leaves the file as it was', async () => {
    const { stdout, code } = await run(['--format', 'json', '--output', path('report.json')]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
    const written = readFileSync(path('report.json'), 'utf8');
    expect(JSON.parse(written)).toMatchObject({ schema: 'bindmatrix/report@1' });
    const foreign = ['run', '--address', '203.0.113.9', '--output', path('report.json')];
    expect((await runProgramInNamespace(foreign)).code).toBe(2);
    expect(readFileSync(path('report.json'), 'utf8')).toBe(written);
  });

  test('ends quietly where its reader closes the pipe early', async () => {
    const addresses = Array.from({ length: 120 }, (_, i) => `10.1.0.${i + 1}`);
    const cut = '"$0" "$1" run --format json | head -c 100 >/dev/null; echo "$PIPESTATUS"';
    const { stdout, stderr } = await runInNamespace(['bash', '-c', cut, ...PROGRAM], { addresses });
    expect({ stdout, stderr: withoutStartNote(stderr) }).toEqual({ stdout: '0\n', stderr: '' });
  });
});

describeWhere(canUnshare(), 'a file that cannot be written, as on a full disk', () => {
  test.each([
    ['run', []],
    ['check', ['config/examples/before-deploy.yaml']],
    ['why', ['[::1]:50005', '--passive']],
    ['why', ['--passive']],
    ['rules', []],
    ['rules', ['linux.no-overlap', '--example']],
    ['demo', ['restart-in-time-wait']],
    ['interfaces', []],
  ])('ends %s %j with 3 and a message', async (command, args) => {
    const full = await runProgramInNamespace([command, ...args, '--output', '/dev/full']);
    expect(full).toMatchObject({ code: 3, stdout: '' });
    expect(withoutStartNote(full.stderr)).toBe(
      'bindmatrix: --output /dev/full: write: ENOSPC\n  the report is not complete\n',
    );
  });
});
