import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../setup/process.ts';
import { canRunAsUser, PROGRAM, runProgram, runProgramAsUser } from '../setup/program.ts';
import { testWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-odd-files-'));
const path = (name: string): string => join(folder, name);
const server = createServer();
let growing: NodeJS.Timeout;

beforeAll(() => {
  chmodSync(folder, 0o755);
  spawnSync('mkfifo', [path('pipe'), path('late')]);
  mkdirSync(path('directory'));
  symlinkSync('loop', path('loop'));
  symlinkSync('nowhere', path('dangling'));
  writeFileSync(path('secret'), 'version: 1\n', { mode: 0 });
  server.listen(path('socket'));
  writeFileSync(path('growing'), '# a comment\n'.repeat(1_000_000));
  growing = setInterval(() => appendFileSync(path('growing'), '# more\n'.repeat(100_000)), 20);
});

afterAll(() => {
  clearInterval(growing);
  server.close();
  rmSync(folder, { recursive: true });
});

/** As `check`, and as the file of `run`. */
const FORMS: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--predict', 'linux'],
  ['run', '--predict', 'linux', '-c'],
];

describe('a file that is none is refused, and said to be what it is', () => {
  test.each<[string, string]>([
    ['pipe', 'this is a named pipe, and nothing was written to it for 5 seconds'],
    ['directory', 'this is a directory, not a file'],
    ['loop', 'its symbolic links form a loop'],
    ['dangling', 'no such file'],
    ['socket', 'this is a socket or a device that cannot be read'],
    ['/dev/zero', 'it is larger than 16 MiB'],
    ['/dev/full', 'it is larger than 16 MiB'],
    ['/dev/null', 'the file is empty'],
  ])('%s', async (name, said) => {
    const file = name.startsWith('/') ? name : path(name);
    for (const form of FORMS) {
      const { code, stdout, stderr } = await runProgram([...form, file]);
      expect([form, code, stdout]).toEqual([form, 78, '']);
      expect(stderr).toMatch(new RegExp(`^bindmatrix: ${file}:1:1: ${said}\n {2}.*\n$`));
    }
  });

  testWhere(canRunAsUser(), 'one that may not be read', async () => {
    for (const form of FORMS) {
      const { code, stderr } = await runProgramAsUser([...form, path('secret')]);
      expect([form, code, stderr]).toEqual([form, 78, expect.stringContaining(':1:1: permission denied\n')]);
    }
  });

  test('one that grows is read to an end, or to 16 MiB', async () => {
    for (const form of FORMS) {
      const { code, stderr } = await runProgram([...form, path('growing')]);
      expect([form, code]).toEqual([form, 78]);
      expect(stderr).toMatch(/:1:1: (?:the file is empty|it is larger than 16 MiB)\n/);
    }
  });
});

test.each([['check -'], ['check --predict linux -'], ['run --predict linux -c -']])(
  'standard input without an end ends "%s"',
  async (words) => {
    const piped = ['sh', '-c', `yes | "$@" ${words}`, 'sh', ...PROGRAM];
    const { code, stderr } = await run(piped);
    expect([code, stderr]).toEqual([
      78,
      'bindmatrix: <stdin>:1:1: it is larger than 16 MiB\n  split it into several files\n',
    ]);
  },
);

test('a named pipe whose writer comes a little later is read', async () => {
  const script = '(sleep 1; printf "version: 1\\n" >"$0") & "$@"';
  const finished = await run([
    'sh',
    '-c',
    script,
    path('late'),
    ...PROGRAM,
    'run',
    '--predict',
    'linux',
    '-c',
    path('late'),
  ]);
  expect(finished).toMatchObject({ code: 0, stderr: '' });
});

test('a pipe of the shell that writes late is read', async () => {
  const script = '"$@" <(sleep 6; printf "version: 1\\n")';
  const finished = await run(['bash', '-c', script, 'bash', ...PROGRAM, 'run', '--predict', 'linux', '-c']);
  expect(finished).toMatchObject({ code: 0, stderr: '' });
});
