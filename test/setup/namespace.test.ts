import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canUnshare, runInNamespace, startInNamespace, type Who } from './namespace.ts';
import { run, start } from './process.ts';
import { describeWhere } from './where.ts';

const PEOPLE: readonly { readonly who: Who; readonly uid: string }[] = [
  { who: 'root', uid: '0' },
  { who: 'user', uid: '65534' },
  { who: 'userns', uid: '0' },
];

for (const { who, uid } of PEOPLE) {
  describeWhere(canUnshare(who), `a namespace as ${who}`, () => {
    test('has what was asked for, and nothing else', async () => {
      const { code, stdout, stderr } = await runInNamespace(
        ['sh', '-c', 'id -u; cat /proc/sys/net/ipv4/ip_unprivileged_port_start; ip -brief address; cat'],
        {
          as: who,
          addresses: ['10.10.2.102', '192.0.2.2/24 dev d1', '2001:db8::1'],
          devices: ['d1'],
          sysctls: { 'net.ipv4.ip_unprivileged_port_start': '81' },
          input: 'from stdin\n',
        },
      );
      const [user, lowest, ...rest] = stdout.split('\n');
      expect({ code, stderr, user, lowest }).toEqual({ code: 0, stderr: '', user: uid, lowest: '81' });
      const links = rest.filter((line) => /^\S+ +(UP|UNKNOWN)/.test(line)).map((line) => line.split(/[ @]/)[0]);
      expect(links.sort()).toEqual(['d1', 'd1-peer', 'lo']);
      const addresses = rest.flatMap((line) => line.split(/\s+/).filter((word) => /^(10|192|127|2001|::)/.test(word)));
      expect(addresses.sort()).toEqual(['10.10.2.102/32', '127.0.0.1/8', '192.0.2.2/24', '2001:db8::1/128', '::1/128']);
      expect(rest).toContain('from stdin');
    });

    test('that cannot be laid out gives 125 and the reason', async () => {
      const { code, stderr } = await runInNamespace(['true'], { as: who, addresses: ['10.10.2.300'] });
      expect(code).toBe(125);
      expect(stderr).toContain('10.10.2.300');
    });
  });
}

describeWhere(canUnshare(), 'a program in a namespace', () => {
  test('gets a signal and can end by itself', async () => {
    const running = startInNamespace([
      'sh',
      '-c',
      'trap "echo bye; exit 7" INT; echo ready; while :; do sleep 0.02; done',
    ]);
    await running.waitFor(/ready/);
    running.kill('SIGINT');
    expect(await running.finished).toMatchObject({ code: 7, stdout: 'ready\nbye\n', timedOut: false });
  });

  test('is killed with its children when its time is over', async () => {
    const running = startInNamespace(['sh', '-c', 'sleep 60 & echo $!; wait'], { timeoutMs: 300 });
    expect(await running.finished).toMatchObject({ code: null, signal: 'SIGKILL', timedOut: true });
    const child = Number(running.stdout());
    expect(child).toBeGreaterThan(1);
    await expect.poll(() => isAlive(child)).toBe(false);
  });
});

test('a child that outlives its parent is killed, even one that keeps stdout open', async () => {
  const { stdout } = await run(['sh', '-c', 'sleep 60 & echo $!']);
  await expect.poll(() => isAlive(Number(stdout))).toBe(false);
});

test('waiting for a word that never comes ends with the program', async () => {
  const running = start(['echo', 'no']);
  await expect(running.waitFor(/yes/)).rejects.toThrow('ended before /yes/ was printed');
});

test('the environment is small, quiet and can be changed', async () => {
  const { stdout } = await run(['env'], { env: { LC_ALL: undefined, EXTRA: '1' } });
  const names = stdout.split('\n').map((line) => line.split('=')[0] ?? '');
  expect(names.filter((name) => !['', '_', 'PWD', 'SHLVL'].includes(name)).sort()).toEqual([
    'EXTRA',
    'HOME',
    'NO_COLOR',
    'PATH',
  ]);
});

/** A dead process stays a zombie, state Z, for as long as nobody collects it (proc_pid_stat(5)). */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
