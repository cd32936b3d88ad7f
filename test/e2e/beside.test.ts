import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReportJson } from '../../src/contracts/report.ts';
import { call } from '../commands/call.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const ADDRESSES = ['--address', '192.168.1.101,10.10.2.102,fd00::1'];
const SANDBOX = ['run', '--in', 'sandbox', '--port', '80', ...ADDRESSES];

type Beside = NonNullable<ReportJson['beside']>;

/** The report of a run in a sandbox, with what is beside it. */
async function beside(...args: readonly string[]): Promise<ReportJson & { readonly beside: Beside }> {
  const { stdout, stderr, code } = await runProgram([...SANDBOX, '--json', ...args]);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout);
}

describeWhere(canUnshare(), 'run --beside', () => {
  test('Linux itself differs nowhere, whatever is varied', async () => {
    const { beside: found } = await beside(
      '--beside',
      'linux',
      '--reuse',
      'none,addr,port,addr/port',
      '--protocol',
      'tcp,udp',
    );
    expect(found.combinations).toHaveLength(8);
    for (const { pairs, starts } of found.combinations)
      for (const { predicted } of [...pairs, ...starts])
        expect(predicted.map(({ differs }) => differs)).toEqual([false]);
  });

  test('each pair is told of once, as measured and as --predict says', async () => {
    const report = await beside('--beside', 'freebsd,windows,openbsd');
    const predicted: ReportJson = JSON.parse(
      (await call([...SANDBOX, '--json', '--predict', 'freebsd,windows,openbsd'])).stdout,
    );
    const [matrix] = report.matrices;
    const { pairs = [] } = report.beside.combinations[0] ?? {};
    const cells = matrix?.cells.flat() ?? [];
    expect(cells).toHaveLength(5 ** 2);
    for (const outcome of new Set(cells))
      expect(sum(pairs.filter(({ measured }) => measured === outcome).map(({ count }) => count))).toBe(
        cells.filter((cell) => cell === outcome).length,
      );
    for (const [i, system] of ['freebsd', 'windows', 'openbsd'].entries()) {
      const theirs = predicted.matrices.find((one) => one.system === system);
      for (const { first, predicted: told } of pairs) {
        const [row, column] = [first.holder, first.newcomer].map((address) => theirs?.addresses.indexOf(address) ?? -1);
        expect(told[i]?.outcome).toBe(theirs?.predicted[row as number]?.[column as number]);
      }
    }
  });

  test('Windows refuses with EACCES what is exclusive, and another account', async () => {
    const { beside: found } = await beside('--beside', 'windows+exclusive,windows+other-user', '--reuse', 'none');
    const [one] = found.combinations;
    const anyFirst = one?.pairs.find(({ holder, newcomer }) => holder === 'any4' && newcomer === 'inet');
    expect(anyFirst?.predicted.map(({ outcome, rule }) => [outcome, rule])).toEqual([
      ['bind:EACCES', 'windows.exclusive-any'],
      ['bind:EACCES', 'windows.other-account'],
    ]);
  });

  test.each([
    ['beside.txt', ['--beside', 'freebsd,windows,windows+exclusive', '--show', 'summary']],
    ['beside.md', ['--beside', 'freebsd,windows', '--show', 'summary', '--format', 'markdown']],
  ])('prints %s', async (name, args) => {
    const { stdout } = await runProgram(['run', '--in', 'sandbox', '--port', '80', ...ADDRESSES, ...args]);
    const shown = stdout.replace(/Linux [\d.]+[\w.+-]*/g, 'Linux 6.18');
    for (const line of stdout.split('\n')) if (name.endsWith('.txt')) expect(line.length).toBeLessThanOrEqual(80);
    await expect(shown).toMatchFileSnapshot(join('golden', name));
  });
});

test.each([
  [['--beside', 'beos'], 'unknown system "beos"'],
  [['--beside', 'windows+quiet'], 'unknown word "quiet"'],
  [['--beside', 'freebsd+exclusive'], 'SO_EXCLUSIVEADDRUSE is an option of Windows'],
  [['--beside', 'freebsd', '--predict', 'freebsd'], '--beside tries the listeners here'],
  [['--beside', 'freebsd', '--format', 'junit'], 'has no tables'],
  [['--beside', 'freebsd', '--show', 'alone'], 'has no pairs'],
])('run %j is wrong usage', async (args, message) => {
  const { stdout, stderr, code } = await call(['run', '--in', 'sandbox', ...args]);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toContain(message);
});

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
