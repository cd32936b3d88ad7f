import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asUser, canBecomeUser, canUnshare, hostNamespace, tryCommand } from '../setup/namespace.ts';
import { type Finished, type Running, run, start } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { NO_HOME } from '../setup/warm.ts';
import { type Able, describeWhere } from '../setup/where.ts';
import { compilePolicy } from './policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DENY = compilePolicy(folder, 'seccomp-deny');
const STACK = /^\s+at .*:\d+:\d+\)?$/m;
/** Where getsockname(2) is refused Node does not know a socket, as a test's stdout is, and prints nothing on it. */
const PIPED = (argv: readonly string[]): string[] => [
  'bash',
  '-c',
  'set -o pipefail; { { "$@" 2>&3 | cat; } 3>&1 >&4 4>&- | cat >&2; } 4>&1; exit $?',
  'bash',
  ...argv,
];

const CODES: readonly (number | null)[] = [0, 1, 3];

const FILE = join(folder, 'trial.yaml');
writeFileSync(
  FILE,
  `version: 1
trials:
  - id: one
    title: One
    steps:
      - { op: bind, socket: a, address: 0.0.0.0, port: 8081 }
      - { op: listen, socket: a }
      - { op: getsockname, socket: a, expectPort: 8081 }
      - { op: connect, socket: c, address: 127.0.0.1, port: 8081 }
      - { op: accept, socket: d, from: a }
`,
);

const able: Able = [canUnshare('root'), tryCommand([DENY, 'listen', 'true'])].find((one) => one !== true) ?? true;

describeWhere(able, 'where a filter refuses a call', () => {
  let host: Running;
  let server: Running;
  beforeAll(async () => {
    host = await hostNamespace({ as: 'root', addresses: ['10.0.0.1'] });
    server = start(inside([...PROGRAM, 'serve', '--address', '127.0.0.1', '--port', '8080']));
    await server.waitFor(/listening/);
  });
  afterAll(() => {
    server.kill('SIGKILL');
    host.kill('SIGKILL');
  });

  const inside = (argv: readonly string[]): string[] => ['nsenter', '--target', String(host.pid), '--net', ...argv];
  const whos: [string, (argv: readonly string[]) => readonly string[]][] = [['root', (argv) => argv]];
  if (canBecomeUser() === true) whos.push(['an ordinary user', asUser]);

  /** What the program makes of it; whoever asks, it ends by itself, without a stack trace. */
  async function refuse(call: string, as: (argv: readonly string[]) => readonly string[], args: readonly string[]) {
    const finished = await run(inside(as(PIPED([DENY, call, ...PROGRAM, ...args]))), { env: NO_HOME });
    expect(finished.stderr).not.toMatch(STACK);
    expect(CODES).toContain(finished.code);
    return finished;
  }

  const text = ({ stdout, stderr }: Finished): string => `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');

  const POLICY = /Landlock or another security module, a seccomp filter/;
  const NETLINK = /allow that address family \(seccomp, RestrictAddressFamilies=\)/;
  const SERVER = (call: string) => new RegExp(`${call}\\(2\\) is refused \\(EPERM\\).* allow ${call}\\(2\\)`);

  describe.each(whos)('%s', (_, as) => {
    test.each<[string, readonly string[], number, RegExp]>([
      ['accept,accept4', ['run', '--port', '8081'], 0, /\(accept EPERM\): who answers .* allow it/],
      ['accept,accept4', ['check', FILE], 3, POLICY],
      ['accept,accept4', ['demo', 'restart-in-time-wait'], 3, POLICY],
      ['accept,accept4', ['serve', '--port', '8082'], 3, SERVER('accept4')],
      ['accept,accept4', ['run', '--hold', '--port', '8082'], 3, SERVER('accept4')],
      ['getsockname', ['run', '--port', '8081'], 0, /\(getsockname EPERM\): who answers .* allow it/],
      ['getsockname', ['check', FILE], 3, POLICY],
      ['getsockname', ['serve', '--port', '8082'], 3, SERVER('getsockname')],
      ['getsockname', ['run', '--hold', '--port', '8082'], 3, SERVER('getsockname')],
      ['netlink', ['run', '--port', '8081'], 3, NETLINK],
      ['netlink', ['why', '8081'], 3, NETLINK],
      ['netlink', ['check', FILE], 3, NETLINK],
      ['netlink', ['demo', 'restart-in-time-wait'], 3, NETLINK],
      ['netlink', ['interfaces'], 3, NETLINK],
      ['sock_diag', ['run', '--port', '8081'], 0, /no socket seen \(sockets that are only bound are not listed here\)/],
      [
        'sock_diag',
        ['why'],
        0,
        /sock_diag is refused \(EPROTONOSUPPORT: a seccomp filter may forbid AF_NETLINK; allow it\)/,
      ],
      ['sock_diag', ['why', '8080'], 1, /sock_diag is refused .* allow it/],
      ['sock_diag', ['why', '8081', '--passive'], 3, /cannot tell whether it would bind .* sock_diag is refused/],
      ['pidfd_open', ['run', '--port', '8080'], 0, /127\.0\.0\.1:8080 LISTEN/],
      ['pidfd_open', ['why', '8080'], 1, /SO_REUSEPORT unknown/],
      ['setns', ['check', FILE], 3, /allow setns\(2\): a seccomp filter may forbid it/],
      ['setns', ['demo', 'restart-in-time-wait'], 3, /allow setns\(2\): a seccomp filter may forbid it/],
      ['bind', ['run', '--port', '8081'], 0, POLICY],
      ['bind', ['why', '8081'], 1, POLICY],
      ['bind', ['why', '8080'], 1, POLICY],
      ['bind', ['check', FILE], 3, POLICY],
      ['bind', ['demo', 'restart-in-time-wait'], 3, POLICY],
      ['bind', ['serve', '--port', '8082'], 1, POLICY],
      ['bind', ['run', '--hold', '--port', '8082'], 3, POLICY],
    ])('%s: %j ends with %i, and says what to change', async (call, args, code, said) => {
      const finished = await refuse(call, as, args);
      expect(text(finished)).toMatch(said);
      expect(finished.code).toBe(code);
    });

    test('no call that is refused makes a port free that is in use', async () => {
      for (const call of ['accept4', 'getsockname', 'getsockopt', 'sock_diag', 'pidfd_open', 'pidfd_getfd', 'bind'])
        for (const args of [
          ['why', '8080'],
          ['why', '8080', '--passive'],
          ['why', '127.0.0.1:8080', '--reuse', 'port'],
        ]) {
          const finished = await refuse(call, as, args);
          expect([call, args, finished.code === 0, finished.stdout.startsWith('✓')]).toEqual([
            call,
            args,
            false,
            false,
          ]);
        }
    });
  });

  test('pidfd_open: root is told what to allow, to see the options of a socket', async () => {
    const { stdout } = await refuse('pidfd_open', (argv) => argv, ['why']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'is refused (EPERM): a seccomp filter may forbid them; allow both',
    );
  });

  test('setns: --netns names the call', async () => {
    const finished = await refuse('setns', (argv) => argv, ['why', '80', '--netns', String(host.pid)]);
    expect(text(finished)).toMatch(/setns .*: EPERM .*setns\(2\), which a seccomp filter may forbid/);
    expect(finished.code).toBe(3);
  });
});
