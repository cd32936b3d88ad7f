import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { AlternativeJson } from '../../src/contracts/remedy.ts';
import type { WhyJson } from '../../src/contracts/why.ts';
import { canUnshare, type NamespaceOptions, tryCommand } from '../setup/namespace.ts';
import { runProgramBeside } from '../setup/program.ts';
import { type Able, describeWhere, testWhere } from '../setup/where.ts';
import { inReadingOrder } from './reading-order.ts';
import { CLI, HeldHost } from './why-host.ts';

const HOLDER = ['python3', join(import.meta.dirname, 'services', 'holder.py')];

const both = (...all: Able[]): Able => all.find((one) => one !== true) ?? true;
const has = (tool: string): Able => both(canUnshare('root'), tryCommand(['sh', '-c', `command -v ${tool} >/dev/null`]));

/** Where systemd's hierarchy of control groups is, and that of version 2. */
const GROUPS =
  ['/sys/fs/cgroup/systemd', '/sys/fs/cgroup'].find((path) => existsSync(join(path, 'cgroup.procs'))) ?? '';
const GROUPS_2 = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup'].find((path) =>
  existsSync(join(path, 'cgroup.controllers')),
);

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A control group, which is removed when no process is in it any more. */
function makeGroup(path: string): string {
  mkdirSync(path, { recursive: true });
  open.push(async () => {
    for (let i = 0; i < 40 && existsSync(path); i++) {
      await setTimeout(50);
      try {
        rmdirSync(path);
      } catch {}
    }
  });
  return path;
}

async function holding(argv: readonly string[], options: NamespaceOptions = {}): Promise<HeldHost> {
  const host = await HeldHost.start({ command: (...words) => words, remove: async () => {} }, argv, options);
  open.push(() => host.stop());
  return host;
}

const python = (...words: string[]): Promise<HeldHost> => holding([...HOLDER, ...words]);

/** What the program prints in the namespace of `host`, in the order in which it is read; `before` goes before its name. */
async function read(host: HeldHost, args: readonly string[], before: readonly string[] = []) {
  const { stdout, stderr, code } = await (before.length === 0
    ? runProgramBeside(host.pid, args)
    : host.run([...before, ...CLI, ...args]));
  return { text: inReadingOrder(stdout), stderr, code };
}

/** The answer as JSON, and what the terminal shows, its lines joined. */
async function ask(host: HeldHost, ...args: string[]): Promise<{ answer: WhyJson; text: string }> {
  const json = await host.why(...args, '--format', 'json');
  return { answer: JSON.parse(json.stdout), text: (await read(host, ['why', ...args])).text };
}

const kinds = ({ alternatives }: WhyJson): string[] =>
  alternatives.map(({ steps }) => steps.map(({ kind }) => kind).join('+'));

const pidsToStop = ({ alternatives }: WhyJson): number[] =>
  alternatives.flatMap(({ steps }: AlternativeJson) => steps.flatMap((one) => (one.kind === 'stop' ? one.pids : [])));

/** Ends the processes that the answer says to stop. */
async function stopAll(answer: WhyJson): Promise<void> {
  for (const pid of pidsToStop(answer)) process.kill(pid, 'SIGKILL');
  for (const pid of pidsToStop(answer)) await expect.poll(() => hasEnded(pid)).toBe(true);
}

/** Gone, or a zombie that its parent does not wait for: it has no descriptors any more, proc_pid_stat(5). */
function hasEnded(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  return !existsSync(path) || readFileSync(path, 'utf8').split(') ').at(-1)?.startsWith('Z') === true;
}

/** Until the kernel has done what a test waits for; seldom, since each look is a call of the program. */
const SELDOM = { interval: 500 };

describeWhere(has('python3'), 'what has to be stopped', () => {
  test('a child of another command that inherited the listener is named, and stopped with its parent', async () => {
    const host = await holding(['sh', '-c', `"$@" & sleep 100`, 'sh', ...HOLDER, 'inherited']);
    const { answer, text } = await ask(host, '5000');
    expect(text).toMatch(/held by python3, pid \d+, .*its child sleep \(pid \d+\)/);
    expect(text).toMatch(/stop python3 \(pid \d+\) and sleep \(pid \d+\)/);
    await stopAll(answer);
    expect((await ask(host, '5000')).answer).toMatchObject({ outcome: 'ok', blockers: [] });
  });

  test.each([
    ['close_wait', 'stop', 'ok'],
    ['unread', 'stop', 'ok'],
    ['established', 'stop+wait', 'bind:EADDRINUSE'],
  ])('%s: %s, and what is left is %s', async (way, remedy, after) => {
    const host = await holding(['sh', '-c', `"$@" & sleep 100`, 'sh', ...HOLDER, way]);
    const { answer } = await ask(host, '5000', '--reuse', 'none');
    expect(answer.outcome).toBe('bind:EADDRINUSE');
    expect(kinds(answer).filter((kind) => kind.startsWith('stop'))).toEqual([remedy]);
    await stopAll(answer);
    const left = async () => {
      const { answer: now } = await ask(host, '5000', '--reuse', 'none');
      return { outcome: now.outcome, states: now.blockers.map(({ socket }) => socket.state) };
    };
    await expect.poll(left, SELDOM).toEqual({ outcome: after, states: after === 'ok' ? [] : ['TIME_WAIT'] });
  });

  testWhere(has('docker-proxy'), 'a port that docker-proxy holds is that of a container', async () => {
    const proxy = 'docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8088 -container-ip 127.0.0.9 -container-port 80';
    const host = await holding(['sh', '-c', `(sleep 0.5; echo ready) & exec ${proxy} 3>/dev/null`]);
    const { text } = await ask(host, '8088');
    expect(text).toMatch(/held by docker-proxy, pid \d+, user root, for the container at 127\.0\.0\.9:80/);
    expect(text).toContain('stop the container at 127.0.0.9:80 (docker ps --filter publish=8088/tcp names it)');
  });

  testWhere(
    GROUPS === '' ? 'no control groups to write to' : true,
    'a stray process in the control group of a unit is named, not the unit',
    async () => {
      const group = makeGroup(join(GROUPS, 'system.slice', 'bindmatrix-stray.service'));
      const host = await python('itself');
      writeFileSync(join(group, 'cgroup.procs'), String(host.pid));
      const { text } = await ask(host, '127.0.0.1:5000');
      expect(text).toContain('in the control group of bindmatrix-stray.service, not its main process');
      expect(text).toMatch(/stop python3 \(pid \d+\)/);
      expect(text).not.toContain('systemctl');
    },
  );
});

/** A process 1 of its own PID namespace that opens [::]:5000 for a service, and calls itself `command`. */
async function startInit(command: string, isBooted: boolean): Promise<{ host: HeldHost; inside: string[] }> {
  const group = makeGroup(join(GROUPS, 'system.slice', 'bindmatrix-web.service'));
  const run = isBooted ? 'mkdir -p /run/systemd/system' : 'true';
  const script = `mount -t tmpfs none /run && ${run} && exec "$@"`;
  const unshare = ['unshare', '--pid', '--fork', '--kill-child', '--mount', '--mount-proc'];
  const host = await holding([...unshare, 'sh', '-c', script, 'sh', ...HOLDER, 'systemd', group, command]);
  const init = childOf(host.pid);
  return { host, inside: ['nsenter', '--target', String(init), '--net', '--pid', '--mount'] };
}

const childOf = (pid: number): number =>
  readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .find(
      (one) =>
        existsSync(`/proc/${one}/stat`) &&
        readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid),
    ) ?? 0;

describeWhere(both(has('python3'), GROUPS === '' ? 'no control groups to write to' : true), 'process 1', () => {
  test('that is systemd holds a port for a .socket unit, and its service is the main process of a unit', async () => {
    const { host, inside } = await startInit('systemd', true);
    const { text: stdout } = await read(host, ['why', '5000'], inside);
    expect(stdout).toMatch(/held by +systemd, pid 1, .*for a \.socket unit, .*with it web \(pid \d+\)/);
    expect(stdout).toMatch(/set BindIPv6Only=ipv6-only in the \.socket unit of \[::\]:5000 \(systemctl list-sockets/);
    expect(stdout).toMatch(
      /stop the \.socket unit \(systemctl list-sockets names it\) and bindmatrix-web\.service \(systemctl stop/,
    );
  });

  test('that is a server of its own is stopped by its pid', async () => {
    const { host, inside } = await startInit('nginx', false);
    const { text: stdout } = await read(host, ['why', '5000'], inside);
    expect(stdout).toMatch(/stop nginx \(pid 1\) and web \(pid \d+\)/);
    expect(stdout).toMatch(/make nginx set IPV6_V6ONLY/);
    expect(stdout).not.toMatch(/systemctl|\.socket/);
  });
});

describeWhere(has('python3'), 'who holds a socket', () => {
  test('without a process may be the kernel or in flight; in a PID namespace also a process outside it', async () => {
    const host = await python('in_flight');
    const { text } = await ask(host, '5000');
    expect(text).toMatch(/the kernel itself, as for an NFS server, or .*a descriptor in flight over a unix socket/);
    const nested = await read(host, ['why', '5000'], ['unshare', '--pid', '--fork', '--mount-proc']);
    expect(nested.text).toContain('or a process outside this PID namespace');
  });

  test('of the kernel itself, as VXLAN has, is not said to be closed', async () => {
    const host = await holding([
      'sh',
      '-c',
      'ip link add v0 type vxlan id 1 dstport 4789 && ip link set v0 up && echo ready && sleep 100',
    ]);
    const { text } = await ask(host, 'udp:4789');
    expect(text).toContain('the kernel itself, as for WireGuard or VXLAN');
  });

  test('that MPTCP left is a subflow', async () => {
    const { text, answer } = await ask(await python('mptcp'), '5000', '--reuse', 'none');
    expect(answer.blockers.map(({ socket }) => socket)).toMatchObject([{ mptcp: true, owners: [] }]);
    expect(text).toContain('a subflow of MPTCP, which stays after close(2) until its peer closes too');
  });

  test('of another user than its process is said with both', async () => {
    const host = await python('other_user');
    const { text } = await ask(host, '5000');
    expect(text).toMatch(/held by python3, pid \d+, user nobody, its socket of uid 0/);
    const list = await read(host, ['why']);
    expect(list.text).toMatch(/python3 \d+, nobody \(socket of uid 0\)/);
    const run = await read(host, ['run', '--port', '5000', '--address', '127.0.0.1']);
    expect(run.text).toMatch(/python3, pid \d+, uid 65534, its socket of uid 0/);
  });

  test('is each of those that a bind would take from', async () => {
    const { text } = await ask(await python('two_users_of_one'), '5000', '--reuse', 'port');
    expect(text).toMatch(/beware .* from (first \(pid \d+\) and second|second \(pid \d+\) and first) \(pid \d+\)/);
  });

  test('that is connected to itself is said so', async () => {
    const { text } = await ask(await python('itself'), '127.0.0.1:5000');
    expect(text).toContain('127.0.0.1:5000 connected to itself, ESTABLISHED');
  });
});

describeWhere(canUnshare('root'), 'privilege', () => {
  test('of a user namespace that does not own the network namespace does not count', async () => {
    const host = await holding(['sh', '-c', 'echo ready; sleep 100']);
    const { text: stdout, code } = await read(host, ['why', '80'], ['unshare', '-Ur']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /privilege +port 80 is below .* your CAP_NET_BIND_SERVICE counts only in your own user namespace/,
    );
    expect(stdout).toContain('run it outside this user namespace');
    expect(stdout).not.toMatch(/not the cause privilege|as root/);
  });

  test('that root lacks is not to be had by becoming root', async () => {
    const host = await holding(['sh', '-c', 'echo ready; sleep 100']);
    const bare = ['setpriv', '--bounding-set=-net_bind_service', '--inh-caps=-net_bind_service'];
    const { text: stdout } = await read(host, ['why', '80'], bare);
    expect(stdout).toMatch(/give it CAP_NET_BIND_SERVICE, which root lacks here/);
    expect(stdout).not.toContain('run it as root');
  });
});

describeWhere(canUnshare('root'), 'an IPv6 address that cannot be bound', () => {
  test('waits for the carrier of its link, and is bound when that is there', async () => {
    const setup = 'ip link add d1 type veth peer name d2 && ip link set d1 up && ip address add fd00::9/64 dev d1';
    const host = await holding(['sh', '-c', `${setup} && echo ready; sleep 100`]);
    const { answer, text } = await ask(host, '[fd00::9]:80');
    expect(answer.outcome).toBe('bind:EADDRNOTAVAIL');
    expect(kinds(answer)).toContain('carrier');
    expect(kinds(answer)).not.toContain('wait-dad');
    expect(text).toMatch(/duplicate address detection waits until d1 has a carrier/);
    await host.run(['ip', 'link', 'set', 'd2', 'up']);
    const outcome = async () => (await ask(host, '[fd00::9]:80')).answer.outcome;
    await expect.poll(outcome, SELDOM).toBe('ok');
  });

  test('that another host has is not to be bound with IP_FREEBIND', async () => {
    const host = await holding(['sh', '-c', DUPLICATE]);
    const { answer, text } = await ask(host, '[fd00::9]:80');
    expect(text).toContain('another host on the link has it (dadfailed)');
    expect(text).not.toMatch(/IP_FREEBIND|ip_nonlocal_bind/);
    expect(answer.alternatives.flatMap(({ steps }) => steps.map(({ kind }) => kind))).not.toContain('freebind');
  });
});

/** Another network namespace is the other host on the link. */
const DUPLICATE = `
ip link add d1 type veth peer name d2
unshare --net sleep 100 &
until [ $(readlink /proc/$!/ns/net) != $(readlink /proc/self/ns/net) ]; do sleep 0.05; done
ip link set d2 netns $!
nsenter --target $! --net sh -c 'ip link set d2 up; ip address add fd00::9/64 dev d2 nodad'
ip link set d1 up; ip address add fd00::9/64 dev d1
until ip address show dev d1 | grep -q dadfailed; do sleep 0.2; done
echo ready; sleep 100`;

describeWhere(canUnshare('root'), 'what is not known', () => {
  test.each([[[]], [['--passive']]])('is a condition and not a fact, %j', async (flags) => {
    const host = await holding([process.execPath, '-e', LEAVES_TIME_WAIT]);
    const { answer, text } = await ask(host, '80', ...flags);
    expect(text).not.toContain('none in common');
    expect(answer.prediction.outcome).toBe('unknown');
    expect(text).toMatch(/it depends on whether the socket that left 127\.0\.0\.1:80 in TIME_WAIT had SO_REUSEADDR/);
    if (flags.length === 0) expect(text).toMatch(/SO_REUSEADDR of 127\.0\.0\.1:80 .* is on, as the trial shows/);
  });
});

/** As nginx does it: SO_REUSEADDR, and the server closes first. */
const LEAVES_TIME_WAIT = `
const { connect, createServer } = require('node:net');
const server = createServer((socket) => { socket.on('error', () => {}).end(); });
server.listen(80, '127.0.0.1', () => {
  const client = connect(80, '127.0.0.1').resume();
  client.on('close', () => server.close(() => { console.log('ready'); setInterval(() => {}, 1000); }));
});`;

describeWhere(
  both(has('python3'), GROUPS_2 === undefined ? 'no control groups of version 2' : true),
  'a BPF program',
  () => {
    test('that gives bind(2) another port is found, and the listener does not bind where it was asked', async () => {
      const group = makeGroup(join(GROUPS_2 ?? '', 'bindmatrix-rewritten'));
      const host = await holding(['sh', '-c', 'echo ready; sleep 100']);
      const { text: stdout, code, stderr } = await read(host, ['why', '8080'], [...HOLDER, 'rewritten', group]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout).toContain('bind would give it 0.0.0.0:9999 instead');
      expect(stdout).toContain('a cgroup BPF program rewrites it');
    });
  },
);
