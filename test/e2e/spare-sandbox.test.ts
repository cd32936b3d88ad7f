import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** The sandbox of a check starts before it is known what will be asked of it; whoever does not need it is rid of it. */
describeWhere(canUnshare(), 'the sandbox that starts early', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-spare-'));
  const list = join(folder, 'started');
  const plan = join(folder, 'plan.yaml');

  beforeAll(() => {
    // What takes the place of unshare writes down its pid, which that of the sandbox is too.
    const unshare = join(folder, 'unshare');
    writeFileSync(unshare, `#!/bin/sh\necho $$ >>${list}\nPATH=\${PATH#*:} exec unshare "$@"\n`);
    chmodSync(unshare, 0o755);
    writeFileSync(plan, 'version: 1\nservices:\n  - { id: a, profile: nginx, listen: 3000 }\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const check = async (...words: readonly string[]) => {
    rmSync(list, { force: true });
    const env = { PATH: `${folder}:${process.env.PATH}` };
    const { code, stderr } = await runProgram(['check', ...words], { env, cwd: folder });
    const started = existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n').map(Number) : [];
    return { code, stderr, started };
  };

  test('is the one in which services are tried', async () => {
    expect(await check(plan)).toMatchObject({ code: 0, stderr: '', started: [expect.any(Number)] });
  });

  test.each([
    ['services that the rules judge', ['--in', 'predict', 'plan.yaml'], 0],
    ['a file that is not there', ['none.yaml'], 78],
  ])('is not started for %s', async (_, words, code) => {
    expect(await check(...words)).toMatchObject({ code, started: [] });
  });

  test('is ended where nobody asks anything of it', async () => {
    const { code, started } = await check('--output', 'no/such/folder/x', plan);
    expect({ code, started }).toEqual({ code: 2, started: [expect.any(Number)] });
    await expect.poll(() => isRunning(started[0] ?? 0), { timeout: 30_000 }).toBe(false);
  });
});

/** Not even a process that nobody has waited for (proc_pid_stat(5)). */
function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
