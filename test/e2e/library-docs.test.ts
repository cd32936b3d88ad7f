import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { libraryExamples, shownTest } from '../setup/library-examples.mjs';
import { canUnshare, runInNamespace, type Who } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { describeWhere, testWhere } from '../setup/where.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OWN_TEST = join(ROOT, 'config', 'examples', 'vitest', 'ports.test.mjs');

/** A project in which the package is installed. */
let project = '';

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'bindmatrix-project-'));
  await run(['chmod', '755', project]);
  await mkdir(join(project, 'node_modules'));
  await symlink(process.env.STAGED_PROGRAM ?? ROOT, join(project, 'node_modules', 'bindmatrix'));
  await symlink(join(ROOT, 'node_modules', 'vitest'), join(project, 'node_modules', 'vitest'));
});

afterAll(() => rm(project, { recursive: true }));

const EXAMPLES = libraryExamples();

test('every call has an example under its heading, and every example shows what it prints', () => {
  const calls = ['predict', 'run', 'check', 'why', 'snapshot', 'render', 'rules', 'parse'];
  expect(EXAMPLES.map(({ under }) => under)).toEqual(['The library', ...calls, 'Results']);
  for (const { output } of EXAMPLES) expect(output).toMatch(/\S/);
});

const WHOS: readonly Who[] = ['root', 'user'];

describe.each(WHOS)('as %s', (who) => {
  describeWhere(canUnshare(who), 'an example of docs/library.md', () => {
    test.each(EXAMPLES)('prints what it shows under $under', async ({ under, code, output }) => {
      const file = join(project, `${under}-${who}.mjs`);
      await writeFile(file, code ?? '');
      const { stdout, stderr } = await runInNamespace([process.execPath, file], { as: who });
      expect({ stdout: stdout.trimEnd(), stderr }).toEqual({ stdout: output?.trimEnd(), stderr: '' });
    });
  });
});

describe('the test of a project, in config/examples/vitest', () => {
  test('is the one that docs/library.md shows', async () => {
    expect(shownTest()).toBe(await readFile(OWN_TEST, 'utf8'));
  });

  /** Has vitest run it in the project, with other services. */
  const outcomeWith = async (change: (text: string) => string) => {
    await writeFile(join(project, 'ports.test.mjs'), change(await readFile(OWN_TEST, 'utf8')));
    return run([process.execPath, join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run'], { cwd: project });
  };

  testWhere(canUnshare(), 'passes under vitest where both servers can start', async () => {
    const { code, stdout } = await outcomeWith((text) => text);
    expect(stdout).toMatch(/1 passed/);
    expect(code).toBe(0);
  });

  testWhere(canUnshare(), 'fails under vitest, with the reason, where one takes the port of the other', async () => {
    const { code, stdout, stderr } = await outcomeWith((text) =>
      text.replace("'127.0.0.1:3000' }", "'127.0.0.1:80' }"),
    );
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(/app +node +exits/);
    expect(`${stdout}${stderr}`).toContain('EADDRINUSE');
  });
});
