import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONG } from './long.ts';
import { type Finished, run } from './process.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A suite of which four tests are skipped, each in another way, and one runs. */
const SUITE = `
import { beforeAll, test } from 'vitest';
import { describeWhere, testWhere } from './setup/where.ts';
describeWhere('no moon', 'suite', () => {
  beforeAll(() => { throw new Error('a hook of a skipped suite ran'); });
  describeWhere(true, 'inner', () => { test('a', () => {}); });
});
testWhere('no sun', 'b', () => {});
test('c', (context) => { context.skip('no stars'); });
test.skip('d', () => {});
testWhere(true, 'e', () => {});
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bindmatrix-skips-'));
  for (const file of ['vitest.config.ts', 'package.json', 'test/setup', 'test/discover']) {
    await cp(join(root, file), join(folder, file), { recursive: true, filter: (name) => !name.endsWith('.test.ts') });
  }
  for (const name of ['node_modules', 'src']) await symlink(join(root, name), join(folder, name));
  await writeFile(join(folder, 'test', 'some.test.ts'), SUITE);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const vitest = (ci: string | undefined): Promise<Finished> =>
  run([process.execPath, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run'], { cwd: folder, env: { CI: ci } });

test('names every skipped test with its reason, and in CI makes the run fail', async () => {
  const { code, stdout } = await vitest('true');
  expect(code).toBe(1);
  expect(stdout).toContain('1 passed | 4 skipped');
  const report = stdout.slice(stdout.indexOf('4 skipped:')).trim().split('\n');
  expect(report).toEqual([
    '4 skipped:',
    '  test/some.test.ts: suite > inner > a',
    '    no moon',
    '  test/some.test.ts: b',
    '    no sun',
    '  test/some.test.ts: c',
    '    no stars',
    '  test/some.test.ts: d',
    '    gives no reason',
    'In CI a skipped test is a failure.',
  ]);
});

// A run of vitest takes two seconds of CPU.
if (LONG)
  test('without CI lets a run with skipped tests pass', async () => {
    expect(await vitest(undefined)).toMatchObject({ code: 0, stdout: expect.stringContaining('4 skipped:') });
  });
