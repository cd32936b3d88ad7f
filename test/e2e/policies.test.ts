import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { canBecomeUser, canUnshare, runInNamespace, tryCommand } from '../setup/namespace.ts';
import { PROGRAM } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';
import { compilePolicy } from './policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-policies-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

const LANDLOCK = [compilePolicy(folder, 'landlock-bind'), '8080'];
const SECCOMP = compilePolicy(folder, 'seccomp-deny');

const both = (...able: Able[]): Able => able.find((a) => a !== true) ?? true;

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

const TRIAL =
  'trials:\n  - id: one\n    title: One\n    steps:\n      - { op: bind, socket: a, address: 0.0.0.0, port: 8081 }\n      - { op: listen, socket: a }\n';
const FILE = `version: 1\nrun: { in: sandbox, addresses: [127.0.0.1] }\nexpect: [{ address: any4, port: 8081, expect: ok }]\n${TRIAL}`;

describeWhere(canUnshare(), 'where something else than the table of ports refuses', () => {
  const policies: [string, string[], string, string[]][] = [
    ['Landlock', LANDLOCK, 'bind EACCES', ['--port', '8081']],
    ['seccomp', [SECCOMP, 'listen'], 'listen EPERM', ['--port', '8081']],
  ];
  for (const [name, policy, refusal, args] of policies)
    describeWhere(both(tryCommand([...policy, 'true'])), name, () => {
      const ask = (...words: string[]) =>
        runInNamespace([...policy, ...PROGRAM, ...words], { addresses: ['10.0.0.1'], input: FILE });

      test('run says once what can refuse, blames no rule, and proposes no sandbox, where it is refused too', async () => {
        const { code, stdout } = await ask('run', ...args);
        expect(code).toBe(0);
        expect(flat(stdout)).toContain(`${refusal} on all`);
        expect(
          flat(stdout).match(/Landlock or another security module, a seccomp filter, a BPF program/g),
        ).toHaveLength(1);
        expect(flat(stdout)).toContain('in a sandbox it is refused too');
        for (const wrong of ['DIFFERS', 'port-free', 'very outcome matched', '--in sandbox'])
          expect(stdout).not.toContain(wrong);
      });

      test('the JSON report has no disagreement, no reason, and counts what was denied', async () => {
        const report = reportOf(await ask('run', ...args, '--format', 'json'));
        expect(report).toMatchObject({ disagreements: [], reasons: {}, sandboxWorks: false });
        expect(report.summary.denied).toBeGreaterThan(0);
        expect(report.summary.unseen).toBeUndefined();
      });

      test('check is inconclusive, and says why', async () => {
        const { code, stdout } = await ask('check', '-');
        expect(code).toBe(3);
        expect(flat(stdout)).toContain('0 of 1 trials met, 1 inconclusive; 0 of 1 expectations met, 1 inconclusive');
        expect(
          flat(stdout).match(new RegExp(`${refusal.split(' ')[1]}, for which the rules know no reason`, 'g')),
        ).toHaveLength(2);
      });
    });

  describeWhere(tryCommand([SECCOMP, 'connect', 'true']), 'the connect(2) of a client', () => {
    test('who answers was not seen, and that is no agreement with the rules', async () => {
      const { code, stdout } = await runInNamespace([SECCOMP, 'connect', ...PROGRAM, 'run', '--address', '127.0.0.1']);
      expect(code).toBe(0);
      expect(flat(stdout)).toContain('failed by themselves (connect EPERM): who answers there was not seen');
      expect(flat(stdout)).toMatch(/no outcome differed from the rules; \d+ answers could not be seen/);
      expect(stdout).not.toContain('very outcome matched');
    });
  });

  describeWhere(both(tryCommand([...LANDLOCK, 'true'])), 'for one port of two', () => {
    test('the other is reported as ever, and no sandbox is proposed', async () => {
      const { stdout } = await runInNamespace(
        [...LANDLOCK, ...PROGRAM, 'run', '--port', '8080,8081', '--address', '127.0.0.1', '--family', 'inet'],
        {},
      );
      expect(stdout).toMatch(
        /^tcp 8080[\s\S]*2 of 2 addresses bind and listen[\s\S]*^tcp 8081[\s\S]*bind EACCES on all 2 addresses/m,
      );
      expect(stdout).not.toContain('--in sandbox');
      expect(stdout).not.toContain('DIFFERS');
    });
  });
});

describeWhere(both(canUnshare('user'), canBecomeUser()), 'a sandbox is proposed where it was tried', () => {
  const ask = (sysctls: Readonly<Record<string, string>>) =>
    runInNamespace([...PROGRAM, 'run', '--port', '80'], { as: 'user', sysctls });

  test('for a privileged port of an ordinary user', async () => {
    const { stdout } = await ask({});
    expect(stdout).toContain('bindmatrix run --in sandbox --port 80');
  });

  test('and not where this host refuses private namespaces', async () => {
    const forbidden = ['sh', '-c', 'echo 0 > /proc/sys/user/max_net_namespaces; exec "$@"', 'sh'];
    const { stdout, code } = await runInNamespace(
      [
        'unshare',
        '--user',
        '--map-root-user',
        ...forbidden,
        'setpriv',
        '--bounding-set=-all',
        '--inh-caps=-all',
        ...PROGRAM,
        'run',
        '--port',
        '80',
      ],
      { as: 'user' },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/bind EACCES on all/);
    expect(stdout).not.toContain('--in sandbox');
  });
});
