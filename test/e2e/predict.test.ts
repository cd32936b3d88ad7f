import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { call } from '../commands/call.ts';
import { canRunAsUser, runProgramAsUser } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In this process: it needs none of its own. */
const predict = (...args: readonly string[]) => call(['run', '--address', '10.0.0.1,10.0.0.2', ...args]);

describe('run --predict', () => {
  test.each([
    ['predict-side-by-side.txt', ['--predict', 'linux,freebsd,windows']],
    ['predict-windows.txt', ['--predict', 'windows', '--reuse', 'none,addr,none/addr,addr/none', '--show', 'matrix']],
    ['predict-no-reuseport.txt', ['--predict', 'windows', '--reuse', 'port']],
    [
      'predict-dual-stack.txt',
      ['--predict', 'freebsd', '--address', 'any4,any6,10.0.0.1', '--v6only', 'off', '--show', 'matrix'],
    ],
    ['predict-unknown.txt', ['--predict', 'illumos', '--protocol', 'udp']],
    ['predict.md', ['--predict', 'freebsd,illumos', '--protocol', 'udp', '--format', 'markdown']],
  ])('prints %s', async (name, args) => {
    const { stdout, stderr, code } = await predict(...args);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    for (const line of stdout.split('\n')) if (name.endsWith('.txt')) expect(line.length).toBeLessThanOrEqual(80);
    await expect(stdout).toMatchFileSnapshot(join('golden', name));
  });

  test('says in JSON which system each part is of, and how that is known', async () => {
    const { stdout, code } = await predict('--predict', 'freebsd,windows', '--format', 'json');
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report.predicted).toEqual([
      { os: 'freebsd', name: 'FreeBSD', certainty: 'from source, not run', v6only: true },
      { os: 'windows', name: 'Windows', certainty: 'documented', v6only: true },
    ]);
    expect(report.matrices.map((m: { system: string }) => m.system)).toEqual(['freebsd', 'windows']);
    expect(report.matrices[0].cells).toEqual(report.matrices[0].predicted);
    expect(report.disagreements).toEqual([]);
  });

  test('judges an expectation on each system; one that no rule decides is inconclusive', async () => {
    const file = join(folder, 'expect.yaml');
    writeFileSync(
      file,
      `version: 1
run: { addresses: [10.0.0.1], show: [alone] }
expect: [{ holder: 10.0.0.1, address: 0.0.0.0, port: 50005, reuse: addr, protocol: udp, expect: ok }]
`,
    );
    const asked = (systems: string) => call(['run', '--config', file, '--predict', systems]);
    expect((await asked('freebsd,windows,linux')).code).toBe(0);
    const unknown = await asked('freebsd,illumos');
    expect(unknown.code).toBe(3);
    expect(unknown.stdout).toContain('✓ FreeBSD: 10.0.0.1 holds');
    expect(unknown.stdout).toContain('? illumos: 10.0.0.1 holds');
    expect(unknown.stdout).toContain('inconclusive: 10.0.0.1 holds, 0.0.0.0 tries; the rules cannot tell');
  });
});

describeWhere(canRunAsUser(), 'run --predict without privileges', () => {
  // A real bind(2) would give EACCES on port 1, and EADDRNOTAVAIL on an address that this host does not have.
  test('tries nothing', async () => {
    const args = [
      'run',
      '--address',
      '203.0.113.9',
      '--port',
      '1',
      '--format',
      'json',
      '--predict',
      'linux,freebsd,windows',
    ];
    const { stdout, code } = await runProgramAsUser(args);
    expect(code).toBe(0);
    const outcomes = JSON.parse(stdout).alone.map(
      (one: { system: string; outcome: string }) => `${one.system} ${one.outcome}`,
    );
    expect(new Set(outcomes)).toEqual(new Set(['linux ok', 'freebsd ok', 'windows ok']));
  });
});
