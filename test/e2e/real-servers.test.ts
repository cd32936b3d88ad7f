import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { hostNamespace } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { runProgramBeside } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';
import * as real from './real-servers.ts';

const isRoot = process.geteuid?.() === 0;

const able = async (...commands: readonly string[]): Promise<Able> => {
  if (!isRoot) return 'needs root, to start servers in a namespace';
  const missing = [];
  for (const command of commands)
    if ((await run(['sh', '-c', `command -v ${command}`])).code !== 0) missing.push(command);
  return missing.length === 0 ? true : `${missing.join(', ')}: not installed`;
};

type Commands = (folder: string) => Readonly<Record<string, readonly (readonly string[])[]>>;

/** By the plan of config/examples/services: the real servers beside it, in its order, and what they need. */
const PLAYED: Readonly<Record<string, { readonly needs: readonly string[]; readonly play: Commands }>> = {
  'nginx-and-haproxy': {
    needs: ['nginx', 'haproxy'],
    play: (f) => ({ edge: [real.nginx(f, 'edge', '80')], admin: [real.haproxy(f, 'admin', '10.10.2.102:80')] }),
  },
  'haproxy-then-nginx': {
    needs: ['nginx', 'haproxy'],
    play: (f) => ({ admin: [real.haproxy(f, 'admin', '10.10.2.102:80')], edge: [real.nginx(f, 'edge', '80')] }),
  },
  'nginx-reuseport-and-haproxy': {
    needs: ['nginx', 'haproxy'],
    play: (f) => ({
      edge: [real.nginx(f, 'edge', '80 reuseport')],
      admin: [real.haproxy(f, 'admin', '10.10.2.102:80')],
    }),
  },
  'node-and-nginx': {
    needs: ['nginx'],
    play: (f) => ({ app: [real.node(80)], edge: [real.nginx(f, 'edge', '0.0.0.0:80')] }),
  },
  'apache-and-nginx': {
    needs: ['nginx', 'apache2'],
    play: (f) => ({ edge: [real.nginx(f, 'edge', '[::]:80')], old: [real.apache(f, 'old', '80')] }),
  },
  'nginx-two-lines': { needs: ['nginx'], play: (f) => ({ web: [real.nginx(f, 'web', '80', '[::]:80 ipv6only=off')] }) },
  'two-postgres': {
    needs: ['/usr/lib/postgresql/15/bin/postgres'],
    play: (f) => ({ main: [real.postgres(f, 'main', '127.0.0.1')], replica: [real.postgres(f, 'replica', '*')] }),
  },
  'two-sshd': {
    needs: ['/usr/sbin/sshd'],
    play: (f) => ({ rescue: [real.sshd(f, 'rescue', 'ListenAddress 127.0.0.1')], ssh: [real.sshd(f, 'ssh', '')] }),
  },
  'named-after-dnsmasq': {
    needs: ['dnsmasq', 'named'],
    play: (f) => ({ lan: [real.dnsmasq()], zone: [real.named(f)] }),
  },
  'two-haproxy': {
    needs: ['haproxy'],
    play: (f) => ({ blue: [real.haproxy(f, 'blue', ':443')], green: [real.haproxy(f, 'green', ':443')] }),
  },
  'restart-over-time-wait': {
    needs: ['nginx', 'python3'],
    play: (f) => ({ old: [real.endedPlain(8000)], new: [real.nginx(f, 'new', '8000')] }),
  },
  'compose-port-taken': {
    needs: ['docker-proxy'],
    play: () => ({
      other: [real.dockerProxy('0.0.0.0', 8080), real.dockerProxy('::', 8080)],
      'shop.web': [real.dockerProxy('0.0.0.0', 8080)],
      'shop.db': [real.dockerProxy('127.0.0.1', 5432)],
    }),
  },
};

const STUB = 'the stub of the plan is a dnsmasq on 127.0.0.53';

interface ServiceJson {
  readonly id: string;
  readonly verdict: string;
  readonly sockets: readonly { protocol: string; address: string; port: number; bind: string; listen: string | null }[];
}

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) {
    one.kill('SIGKILL');
    await one.finished;
  }
});

/** What listens in the namespace, of the processes: `tcp [::]:80`. */
async function openOf(keeper: Running, pids: readonly (number | undefined)[]): Promise<string[]> {
  const { stdout } = await run(['nsenter', '--target', String(keeper.pid), '--net', 'ss', '-Hlntup']);
  const lines = stdout.split('\n').filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)));
  const endpoints = lines.map((line) => {
    const [protocol, , , , local = ''] = line.split(/\s+/);
    return `${protocol} ${local.replace(/^\*/, '[::]').replace(/%\w+/, '')}`;
  });
  return [...new Set(endpoints)].sort();
}

const foreseen = ({ sockets }: ServiceJson): string[] =>
  [
    ...new Set(
      sockets
        .filter(({ bind, listen }) => bind === 'ok' && (listen === null || listen === 'ok'))
        .map(
          ({ protocol, address, port }) => `${protocol} ${address.includes(':') ? `[${address}]` : address}:${port}`,
        ),
    ),
  ].sort();

async function play(
  plan: string,
  commands: ReturnType<Commands>,
  before: readonly (readonly string[])[] = [],
): Promise<void> {
  const keeper = await hostNamespace({
    devices: ['v0', 'v1'],
    addresses: ['192.168.1.101/24 dev v0', '10.10.2.102/24 dev v1', 'fd00:1::101/64 dev v1'],
  });
  running.push(keeper);
  const { stdout, stderr } = await runProgramBeside(keeper.pid ?? 0, [
    'check',
    `config/examples/services/${plan}.yaml`,
    '--format',
    'json',
  ]);
  const { services, disagreements } = JSON.parse(stdout) as {
    services: readonly ServiceJson[];
    disagreements: unknown[];
  };
  expect(disagreements, stderr).toEqual([]);
  const begin = (argv: readonly string[]): Running => {
    const started = start(['nsenter', '--target', String(keeper.pid), '--net', ...argv]);
    running.push(started);
    return started;
  };
  for (const argv of before)
    await expect.poll(() => openOf(keeper, [begin(argv).pid]).then((open) => open.length)).toBeGreaterThan(0);
  for (const [id, argvs] of Object.entries(commands)) {
    const processes = argvs.map(begin);
    const service = services.find((one) => one.id === id);
    if (service === undefined || service.verdict === 'exits') {
      // One that ran before, or one that is refused.
      for (const one of processes) await one.finished;
      continue;
    }
    const pids = processes.map(({ pid }) => pid);
    await expect.poll(() => openOf(keeper, pids), { message: `${plan}: ${id}` }).toEqual(foreseen(service));
  }
}

for (const [plan, { needs, play: commands }] of Object.entries(PLAYED)) {
  describeWhere(await able('ss', ...needs), `${plan}.yaml with the real servers`, () => {
    test('the servers that the plan says exit do, and the others listen where it says', () =>
      play(plan, commands(real.serverFolder())));
  });
}

describeWhere(await able('ss', 'dnsmasq'), `dnsmasq-and-stub.yaml with the real server; ${STUB}`, () => {
  test('dnsmasq exits: TCP is refused', async () => {
    const keeper = await hostNamespace();
    running.push(keeper);
    const enter = ['nsenter', '--target', String(keeper.pid), '--net'];
    const stub = start([
      ...enter,
      ...real.dnsmasq('--bind-interfaces', '--listen-address=127.0.0.53', '--except-interface=none'),
    ]);
    running.push(stub);
    await expect.poll(() => openOf(keeper, [stub.pid])).toEqual(['tcp 127.0.0.53:53', 'udp 127.0.0.53:53']);
    const lan = start([...enter, ...real.dnsmasq()]);
    running.push(lan);
    const { code, stderr } = await lan.finished;
    expect(code).toBe(2);
    expect(stderr).toMatch(/failed to create listening socket for port 53: Address already in use/);
    expect(readFileSync('config/examples/services/dnsmasq-and-stub.yaml', 'utf8')).toContain('expect: exits');
  });
});
