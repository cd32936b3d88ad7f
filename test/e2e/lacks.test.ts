import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { asUser, canBecomeUser, canUnshare, runInNamespace, tryCommand } from '../setup/namespace.ts';
import { PROGRAM } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-lacks-'));
afterAll(() => rmSync(folder, { recursive: true }));
chmodSync(folder, 0o755);
const FILE = join(folder, 'trial.yaml');
writeFileSync(
  FILE,
  'version: 1\ntrials:\n  - { id: one, title: One, steps: [{ op: bind, socket: a, address: 127.0.0.1, port: 8081 }] }\n',
);

const STACK = /^\s+at .*:\d+:\d+\)?$/m;
const COMMANDS: readonly (readonly string[])[] = [
  ['run', '--port', '8081'],
  ['run', '--in', 'sandbox', '--address', '10.9.9.9'],
  ['why'],
  ['why', '8081'],
  ['check', FILE],
  ['demo', 'restart-in-time-wait'],
  ['interfaces'],
  ['rules'],
  ['run', '--predict', 'linux'],
];

/** Which need a sandbox. */
const needsSandbox = (args: readonly string[]): boolean =>
  ['check', 'demo'].includes(args[0] ?? '') || args[1] === '--in';

const sh = (script: string, argv: readonly string[]): string[] => ['sh', '-c', script, 'sh', ...argv];
const BARE = ['env', '-i', 'NO_COLOR=1', 'LC_ALL=C.UTF-8'];

const both = (...able: Able[]): Able => able.find((one) => one !== true) ?? true;

describeWhere(canUnshare('root'), 'every command works', () => {
  test.each<[string, (argv: readonly string[]) => readonly string[]]>([
    ['without /sys', (argv) => ['unshare', '--mount', ...sh('umount --lazy /sys; exec "$@"', argv)]],
    [
      'where no file can be written',
      (argv) => [
        'unshare',
        '--mount',
        ...sh('mount -o bind,ro /tmp /tmp && mount -o remount,bind,ro / || exit 125; exec "$@"', argv),
      ],
    ],
    [
      'without HOME, and with a TMPDIR that is not there',
      (argv) => [...BARE, `PATH=${process.env.PATH}`, 'TMPDIR=/none', ...argv],
    ],
    ['as root with 64 descriptors', (argv) => ['prlimit', '--nofile=64', ...argv]],
  ])('%s', async (_, wrap) => {
    for (const args of COMMANDS) {
      const { code, stderr } = await runInNamespace(wrap([...PROGRAM, ...args]), { as: 'root' });
      expect([args, code, STACK.test(stderr)]).toEqual([args, 0, false]);
    }
  });

  test('with an empty PATH, but for what needs unshare(1), which is said', async () => {
    for (const args of COMMANDS) {
      const { code, stderr } = await runInNamespace([...BARE, 'PATH=', ...PROGRAM, ...args], { as: 'root' });
      expect([args, code]).toEqual([args, needsSandbox(args) ? 3 : 0]);
      if (needsSandbox(args)) expect(stderr).toMatch(/unshare: ENOENT\n.*install util-linux.*PATH/);
    }
  });

  test('with few descriptors, or says what to raise', async () => {
    for (const limit of [19, 20, 24, 32])
      for (const args of COMMANDS) {
        const finished = await runInNamespace(['prlimit', `--nofile=${limit}`, ...PROGRAM, ...args], { as: 'root' });
        const { code, stderr } = finished;
        expect([args, limit, STACK.test(stderr)]).toEqual([args, limit, false]);
        if (code !== 0) expect([code, stderr]).toEqual([3, expect.stringMatching(/EMFILE[\s\S]*ulimit -n/)]);
      }
  });
});

describeWhere(both(canUnshare('user'), canBecomeUser()), 'an ordinary user', () => {
  test('without HOME and PATH can do everything', async () => {
    for (const args of COMMANDS) {
      const { code } = await runInNamespace([...BARE, ...PROGRAM, ...args], { as: 'user' });
      expect([args, code]).toEqual([args, 0]);
    }
  });
});

describe('a file that is not there', () => {
  test.each([[['run', '--in', 'sandbox', '-c', '/none.yaml']], [['check', '/none.yaml']]])('%j', async (args) => {
    const finished = await runInNamespace([...PROGRAM, ...args]);
    expect(finished).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(/^bindmatrix: \/none\.yaml:1:1: no such file\n/),
    });
  });
});

/** A user namespace of an ordinary user, whose limit allows one more; in that the program runs, as a user again. */
const LIMITED = sh('echo 1 > /proc/sys/user/max_user_namespaces || exit 125; exec "$@"', [
  ...['unshare', '--user', '--map-user=1001', '--map-group=1001', '--'],
]);
const limited = (argv: readonly string[]): readonly string[] =>
  asUser(['unshare', '--user', '--map-root-user', '--net', ...LIMITED, ...argv]);

describeWhere(both(canBecomeUser(), tryCommand(limited(['true']))), 'where user namespaces are used up', () => {
  test.each([[['run', '--in', 'sandbox', '--address', '10.9.9.9']], [['check', FILE]], [['demo']]])(
    '%j gives 3, and names the limit',
    async (args) => {
      const { code, stderr } = await runInNamespace(limited([...PROGRAM, ...args]), { as: 'root' });
      expect([code, stderr]).toEqual([3, expect.stringMatching(/No space left.*\n.*raise user\.max_user_namespaces/)]);
    },
  );
});
