import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { asUser, canUnshare } from '../setup/namespace.ts';
import { type Finished, type Running, start } from '../setup/process.ts';
import { canRunAsUser, PROGRAM } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';

const both = (...able: Able[]): Able => able.find((a) => a !== true) ?? true;

const users: [string, Able, (argv: readonly string[]) => readonly string[]][] = [
  ['whoever runs the tests', canUnshare(), (argv) => argv],
  ['an ordinary user', both(canRunAsUser(), canUnshare('userns')), asUser],
];

/** An ordinary user may look into each of these. */
const PATH = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' };

/** Sandboxes of other tests may run beside these: each has a name of its own. */
let count = 0;
const freshName = (): string => `test-${process.pid}-${++count}`;

/** Whether any process has a word like this in its command line. */
const runs = (word: string): boolean =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    });

/** Waits until no process has that word, as the kernel ends them one after the other; at most five seconds. */
async function isGone(word: string): Promise<boolean> {
  for (let i = 0; i < 100 && runs(word); i++) await setTimeout(50);
  return !runs(word);
}

for (const [who, able, as] of users) {
  const started = (args: readonly string[], input?: string): Running =>
    start(as([...PROGRAM, 'sandbox', ...args]), { input, env: PATH });
  const inside = (args: readonly string[], input?: string): Promise<Finished> =>
    started(['--name', freshName(), ...args], input).finished;

  describeWhere(able, `a command in a sandbox of ${who}`, () => {
    test('has the addresses and no others, and can listen on port 80', async () => {
      const script =
        'import socket; s = socket.create_server(("10.10.2.102", 80)); c = socket.create_connection(("10.10.2.102", 80)); print(s.accept()[1][0])';
      const { stdout, stderr, code } = await inside([
        '--address',
        '10.10.2.102,fd00::7',
        '--',
        'sh',
        '-c',
        `ip -br addr; python3 -c '${script}'`,
      ]);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(stdout.replaceAll(/ +/g, ' ')).toBe(
        'lo UNKNOWN 127.0.0.1/8 10.10.2.102/32 fd00::7/128 ::1/128 \n10.10.2.102\n',
      );
    });

    test('gets its words, its input and its signals as they are, and nothing of this program but its three streams', async () => {
      const words = ['', '--', '-5', '--help', '$HOME', '*', 'a b', '"', "'", 'é\n', '1e3'];
      expect((await inside(['--', 'printf', '%s|', ...words])).stdout).toBe(words.map((word) => `${word}|`).join(''));
      expect((await inside(['--', 'cat'], 'hello')).stdout).toBe('hello');
      const state = ['sh', '-c', 'cat /proc/self/status | grep SigIgn; ls /proc/self/fd'];
      expect((await inside(['--', ...state])).stdout).toBe((await start(as(state)).finished).stdout);
    });

    test.each([
      ['its own', ['sh', '-c', 'exit 7'], 7],
      ['128 and the signal', ['sh', '-c', 'kill -9 $$'], 137],
      ['127 where there is no such program', ['no-such-program'], 127],
      ['127 of a word that is a builtin of a shell', ['exit'], 127],
      ['127 of a word that looks like an option', ['-x'], 127],
      ['127 of a word that looks like a variable', ['A=b'], 127],
      ['126 of what cannot be executed', ['/etc/passwd'], 126],
    ])('has as exit code %s', async (_, argv, code) => expect((await inside(['--', ...argv])).code).toBe(code));

    test('leaves nothing behind: not what it started, nor when this program is killed', async () => {
      const [word, other] = [freshName(), freshName()];
      await inside(['--', 'sh', '-c', `(setsid sh -c 'sleep 600; : ${word}' &) >/dev/null 2>&1`]);
      expect(await isGone(`: ${word}`)).toBe(true);
      const killed = started(['--name', other, '--', 'sh', '-c', 'setsid sleep 600 & echo ready; wait']);
      await killed.waitFor(/ready/);
      process.kill(killed.pid, 'SIGKILL');
      await killed.finished;
      expect(await isGone(other)).toBe(true);
    });

    test.each([
      ['that heeds it', 'trap "echo bye; exit 3" TERM; echo ready; while :; do sleep 0.1; done', 3],
      ['that does not', 'trap "" TERM; echo ready; while :; do sleep 0.1; done', 143],
    ])('gets a SIGTERM that this program gets, and is ended soon: one %s', async (_, script, code) => {
      const running = started(['--name', freshName(), '--', 'sh', '-c', script]);
      await running.waitFor(/ready/);
      process.kill(running.pid, 'SIGTERM');
      expect((await running.finished).code).toBe(code);
    });

    test('is joined by name, in the folder of the caller; of two sandboxes a bare --join names both', async () => {
      const [name, other] = [freshName(), freshName()];
      const keep = ['--', 'sh', '-c', 'readlink /proc/self/ns/net; echo ready; sleep 600'];
      const [first, second] = [started(['--name', name, ...keep]), started(['--name', other, ...keep])];
      await Promise.all([first.waitFor(/ready/), second.waitFor(/ready/)]);
      const joined = await started([
        '--join',
        '--name',
        name,
        '--',
        'sh',
        '-c',
        'readlink /proc/self/ns/net; pwd; exit 4',
      ]).finished;
      expect(joined).toMatchObject({ code: 4, stdout: expect.stringContaining(process.cwd()) });
      const which = await started(['--join']).finished;
      expect(which).toMatchObject({ code: 2, stderr: expect.stringContaining(`${name} (pid `) });
      expect(which.stderr).toContain(`${other} (pid `);
      expect(await started(['--name', name, '--', 'true']).finished).toMatchObject({ code: 2 });
      for (const one of [first, second]) process.kill(one.pid, 'SIGTERM');
      const namespaces = (await Promise.all([first.finished, second.finished])).map(
        ({ stdout }) => stdout.split('\n')[0],
      );
      expect(new Set([...namespaces, readlinkSync('/proc/self/ns/net')]).size).toBe(3);
      expect(joined.stdout.split('\n')[0]).toBe(namespaces[0]);
      expect(await started(['--join', '--name', name]).finished).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(`no sandbox of yours is called "${name}"`),
      });
    });

    test.each([
      [['--name', '12'], 2, /"12"|is no name/],
      [['--name', '$(id)'], 2, /is no name for a sandbox/],
      [['--address', '10.0.0'], 2, /--address: /],
      [['--join', '--address', '::1'], 2, /has its addresses already/],
      [['nc', '80'], 2, /unexpected argument/],
      [['--', ''], 2, /the command is empty/],
    ])('is refused with %j', async (args, code, said) =>
      expect(await started(args).finished).toMatchObject({ code, stderr: expect.stringMatching(said) }),
    );
  });
}
