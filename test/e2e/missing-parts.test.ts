import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { canUnshare, runInNamespace } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { PROGRAM, runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STACK = /^\s+at .*:\d+:\d+\)?$/m;
const TRIAL = 'config/tutorial/different-client-ports.yaml';
const root = join(import.meta.dirname, '..', '..');

/** Runs the program in a current directory that is deleted. */
const whereNothingIs = (args: readonly string[]) => {
  const gone = mkdtempSync(join(folder, 'gone-'));
  return run(['sh', '-c', 'rmdir "$0" && exec "$@"', gone, ...PROGRAM, ...args], { cwd: gone });
};

describe('in a current directory that was deleted', () => {
  test.each([
    [['rules', 'linux.port-free'], 0],
    [['why', '--passive', '50999'], 0],
    [['run', '--predict', 'linux', '--format', 'json'], 0],
    [['rules', '--output', 'x'], 2],
    [['check', 'x.yaml'], 78],
  ])('%j gives %i, and no stack trace', async (args, code) => {
    const finished = await whereNothingIs(args);
    expect(finished.stderr).not.toMatch(STACK);
    expect(finished.code).toBe(code);
  });
});

describe('without native code', () => {
  const env = { NODE_OPTIONS: '--no-addons' };

  test.each([[['why', '9999']], [['check', TRIAL]], [['run', '--netns', '1']]])(
    '%j gives 3, and says what to change',
    async (args) => {
      const finished = await runProgram(args, { env, cwd: root });
      expect(finished.stderr).toMatch(
        /told to load no native code[\s\S]*take --no-addons away, also from NODE_OPTIONS/,
      );
      expect(finished.stderr).not.toMatch(STACK);
      expect(finished).toMatchObject({ code: 3, stdout: '' });
    },
  );

  test.each([
    [['run', '--predict', 'linux,windows']],
    [['check', '--predict', 'linux', TRIAL]],
    [['rules']],
    [['schema']],
  ])('%j answers', async (args) => {
    expect(await runProgram(args, { env, cwd: root })).toMatchObject({ code: 0, stderr: '' });
  });
});

const HERE = `${process.platform}-${process.arch}`;

describe("without koffi's native part", () => {
  const PART = `node_modules/@koromix/koffi-${HERE}`;

  /** A copy of the program, for whose native part `spoil` is called. */
  const copyOf = (spoil: (part: string) => void): readonly string[] => {
    const copy = mkdtempSync(join(folder, 'copy-'));
    for (const name of ['package.json', 'dist']) cpSync(join(root, name), join(copy, name), { recursive: true });
    spoil(join(copy, PART));
    return [process.execPath, join(copy, 'dist', 'cli.js')];
  };
  const truncated = (part: string): void => {
    cpSync(join(root, PART), part, { recursive: true });
    for (const libc of ['linux', 'musl']) writeFileSync(join(part, `${libc}_${process.arch}`, 'koffi.node'), '\x7fELF');
  };
  const ofAnotherRelease = (part: string): void => {
    mkdirSync(part, { recursive: true });
    writeFileSync(join(part, 'index.js'), "exports.version = '2.9.0';\n");
  };

  test.each<[string, (part: string) => void, RegExp]>([
    [
      'that was not installed',
      () => undefined,
      new RegExp(
        `the native part of koffi for ${HERE} is missing: the package @koromix/koffi-${HERE}\\n[\\s\\S]*install the packages on ${HERE}, without --omit=optional`,
      ),
    ],
    [
      'that is cut off',
      truncated,
      new RegExp(`the native part of koffi for ${HERE} does not load: .*file too short\\n[\\s\\S]*the file is damaged`),
    ],
    [
      'of this release',
      ofAnotherRelease,
      /its native part is of release 2\.9\.0, and bindmatrix is made for \d\S+\n[\s\S]*install the packages anew/,
    ],
  ])('%s: 3, and it says which is missing and what to change; --predict answers', async (_, spoil, said) => {
    const copy = copyOf(spoil);
    const finished = await run([...copy, 'why', '9999'], { cwd: root });
    expect(finished.stderr).toMatch(said);
    expect(finished.stderr).not.toMatch(STACK);
    expect(finished).toMatchObject({ code: 3, stdout: '' });
    expect(await run([...copy, 'run', '--predict', 'linux'], { cwd: root })).toMatchObject({ code: 0, stderr: '' });
  });
});

describeWhere(canUnshare('root'), 'without /proc', () => {
  /** Takes /proc away from a command, in a mount namespace of its own. */
  const blind = (argv: readonly string[]) =>
    runInNamespace(
      ['unshare', '--mount', 'sh', '-c', 'umount --lazy /proc || exit 125; cd /; exec "$@"', 'sh', ...argv],
      { as: 'root' },
    );

  test('the kernel tells the capabilities, and what is not read is not marked as observed', async () => {
    const { code, stdout } = await blind([...PROGRAM, 'why', '80', '--passive']);
    expect(stdout).toMatch(/^✓ 0\.0\.0\.0:80 tcp/);
    expect(stdout).toMatch(/^ {2}namespace +not known which \(mount \/proc\): .* not read$/m);
    expect(code).toBe(0);
  });

  test('without the capability, whether a privileged port may be bound is unknown: the limit is not read', async () => {
    const lacking = ['setpriv', '--bounding-set', '-net_bind_service', '--inh-caps', '-net_bind_service'];
    const { code, stdout } = await blind([...lacking, ...PROGRAM, 'why', '80', '--passive', '--format', 'json']);
    const { host, outcome, findings } = JSON.parse(stdout);
    expect(host.unread).toEqual(['sysctls']);
    expect(host.capabilities).toContain('CAP_NET_ADMIN');
    expect(host.capabilities).not.toContain('CAP_NET_BIND_SERVICE');
    expect(findings).toContainEqual(expect.objectContaining({ id: 'privilege', role: 'note', unread: ['sysctls'] }));
    expect([outcome, code]).toEqual(['unknown', 3]);
  });
});

describeWhere(canUnshare('root'), 'with an unshare in PATH that isolates nothing', () => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'unshare'), '#!/bin/sh\nshift\nexec "$@"\n', { mode: 0o755 });
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };

  test.each([[['run', '--in', 'sandbox', '--address', '10.9.9.9']], [['check', join(root, TRIAL)]]])(
    '%j gives 3, and changes nothing',
    async (args) => {
      const script =
        'mount | grep -c "^sysfs"; ip -br addr; "$@"; echo "gave $?"; mount | grep -c "^sysfs"; ip -br addr';
      const real = { PATH: process.env.PATH };
      const { stdout, stderr } = await runInNamespace(
        ['sh', '-c', script, 'sh', 'env', `PATH=${env.PATH}`, ...PROGRAM, ...args],
        {
          as: 'root',
          env: real,
        },
      );
      const [before, after] = stdout.split('gave 3\n');
      expect(before).toContain('127.0.0.1');
      expect(after).toBe(before);
      expect(stderr).toContain('the sandbox is not one: unshare left it in the network namespace of its caller');
    },
  );
});
