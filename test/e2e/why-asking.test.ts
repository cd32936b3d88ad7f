import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeldJson } from '../../src/contracts/held.ts';
import type { AnswersJson, WhyJson } from '../../src/contracts/why.ts';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { canUnshare, hostNamespace, tryCommand } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { runProgram, runProgramAsUser, runProgramBeside } from '../setup/program.ts';
import { type Able, describeWhere, testWhere } from '../setup/where.ts';
import { CLI, HeldHost } from './why-host.ts';

/** Whether a program of the distribution is here. */
const has = (name: string, probe: readonly string[] = ['sh', '-c', `command -v ${name}`]): Able =>
  tryCommand(probe) === true ? true : `needs ${name}`;

/** Programs that list sockets, without their heads. */
const TABLES = [
  ['ss', 'ss -tulnp | tail -n +2'],
  ['ss', 'ss -tlnp | tail -n +2'],
  ['netstat', 'netstat -tulnp 2>/dev/null | tail -n +3'],
  ['lsof', 'lsof -nP -i | tail -n +2'],
] as const;

describeWhere(canUnshare('root'), 'why reads what people paste', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
  });
  afterAll(() => probe.remove());

  const HELD = [
    'tcp/0.0.0.0/80/addr/listen',
    'tcp/::/443/addr+dual/listen',
    'tcp/::1/631/addr/listen',
    'udp/127.0.0.53/53/lo/bind',
  ];

  for (const [tool, command] of TABLES)
    testWhere(has(tool), `each line of ${command}`, async () => {
      const host = await HeldHost.start(probe, HELD);
      try {
        const { stdout } = await host.run(['sh', '-c', command]);
        const lines = stdout.split('\n').filter((line) => line !== '');
        expect(lines.length).toBeGreaterThan(2);
        for (const line of lines) {
          const { code, stdout: text } = await host.why(line, '--format', 'json');
          const answer = JSON.parse(text) as WhyJson;
          expect({ line, code, outcome: answer.outcome }).toEqual({ line, code: 1, outcome: 'bind:EADDRINUSE' });
          expect(answer.blockers.map(({ socket }) => socket.port)).toContain(answer.asked.port);
        }
      } finally {
        host.stop();
      }
    });

  test('a name of /etc/hosts, a port flag, both kinds of a protocol, and standard input', async () => {
    const host = await HeldHost.start(probe, ['tcp/127.0.0.1/5432/addr/listen', 'udp/0.0.0.0/53/none/bind']);
    const asked = async (...args: string[]): Promise<string> => {
      const { stdout } = await host.why(...args, '--format', 'json');
      const { asked: one, outcome } = JSON.parse(stdout) as WhyJson;
      return `${one.protocol} ${one.address} ${one.port} ${outcome}`;
    };
    try {
      expect(await asked('localhost:5432')).toBe('tcp 127.0.0.1 5432 bind:EADDRINUSE');
      expect(await asked('--port', '5432')).toBe('tcp 0.0.0.0 5432 bind:EADDRINUSE');
      expect(await asked('53/udp')).toBe('udp 0.0.0.0 53 bind:EADDRINUSE');
      expect(await asked('*:5432')).toBe('tcp :: 5432 bind:EADDRINUSE');
      expect(await asked(':::5432')).toBe('tcp :: 5432 bind:EADDRINUSE');
      const log = 'Error: listen EADDRINUSE: address already in use :::5432\n    at Server.setupListenHandle\n';
      const { stdout } = await runProgramBeside(host.pid, ['why', '-', '--format', 'json'], log);
      expect(JSON.parse(stdout)).toMatchObject({ asked: { address: '::', port: 5432, v6only: 'off' }, server: 'node' });
      const none = await runProgramBeside(host.pid, ['why', '-'], 'OSError: [Errno 98] Address already in use');
      expect(none).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/standard input: no line in it names a port/),
      });
    } finally {
      host.stop();
    }
  });

  test('an answer about UDP shows UDP sockets first, and those of TCP apart', async () => {
    const host = await HeldHost.start(probe, [
      'tcp/0.0.0.0/53/addr/listen',
      'udp/127.0.0.1/53/none/bind',
      'udp/::1/53/none/bind',
    ]);
    try {
      const { stdout } = await host.why('udp:0.0.0.0:53');
      expect(stdout).toMatch(/blocked by +udp 127\.0\.0\.1:53 bound/);
      expect(stdout).toMatch(/not in the way +udp \[::1\]:53 bound/);
      expect(stdout).toMatch(/over tcp +0\.0\.0\.0:53 LISTEN/);
    } finally {
      host.stop();
    }
  });

  test('to an ordinary user both is said of a port that needs a privilege and is held, with sudo', async () => {
    const host = await HeldHost.start(probe, ['tcp/0.0.0.0/80/addr/listen']);
    try {
      const { code, stdout } = await host.whyAsUser('80');
      expect(code).toBe(1);
      expect(stdout.replace(/\s+/g, ' ')).toMatch(
        /bind would fail with EACCES, and with that privilege it would fail with EADDRINUSE: the port is held/,
      );
      expect(stdout).toMatch(/also blocked by +0\.0\.0\.0:80 LISTEN/);
      expect(stdout).toMatch(/^ +sudo bindmatrix why 80$/m);
    } finally {
      host.stop();
    }
  });

  test('the list has a head, marks shared endpoints, and comes as Markdown too', async () => {
    const held = ['tcp/0.0.0.0/8080/port/listen', 'tcp/0.0.0.0/8080/port/listen', 'tcp/0.0.0.0/81/addr/listen'];
    const host = await HeldHost.start(probe, held);
    try {
      const { stdout } = await host.why();
      expect(stdout).toMatch(/^ +endpoint +state +options +held by$/m);
      expect(stdout).toMatch(/^ {2}tcp {2}0\.0\.0\.0:8080 +LISTEN x2, shared +port/m);
      expect(stdout).toMatch(/^ {2}tcp {2}0\.0\.0\.0:81 +LISTEN +addr/m);
      expect((await host.why('--format', 'markdown')).stdout).toMatch(
        /^\| tcp \| `0\.0\.0\.0:8080` \| LISTEN x2, shared \|/m,
      );
      const answer = await host.why('81', '--format', 'markdown');
      expect(answer.stdout).toMatch(/^\*\*✗ `0\.0\.0\.0:81 tcp, SO_REUSEADDR`: bind would fail with EADDRINUSE\*\*$/m);
      expect(answer.stdout).toMatch(/^\| held by \| node, pid \d+/m);
    } finally {
      host.stop();
    }
  });
});

describeWhere(canUnshare('root'), "several endpoints are one server's own listeners", () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
  });
  afterAll(() => probe.remove());

  /** What is said of both, and what the kernel does to the second once the first is there. */
  async function both(first: string, second: string, held: string, ...flags: string[]) {
    const free = await HeldHost.start(probe, []);
    const { code, stdout } = await free.why(first, second, ...flags, '--format', 'json');
    free.stop();
    const { answers } = JSON.parse(stdout) as AnswersJson;
    const started = await HeldHost.start(probe, [held]);
    const real = JSON.parse((await started.why(second, ...flags, '--format', 'json')).stdout) as WhyJson;
    started.stop();
    return { code, said: answers.map(({ outcome }) => outcome), happens: real.trial?.outcome, answers };
  }

  test('0.0.0.0 excludes a dual-stack [::], and not one for IPv6 alone', async () => {
    const dual = await both('80', '[::]:80', 'tcp/0.0.0.0/80/addr/listen', '--v6only', 'off');
    expect(dual).toMatchObject({ code: 1, said: ['ok', 'bind:EADDRINUSE'], happens: 'bind:EADDRINUSE' });
    expect(dual.answers[1]?.blockers).toMatchObject([{ socket: { address: '0.0.0.0', asked: true } }]);
    expect(dual.answers[1]?.alternatives[0]?.steps).toMatchObject([{ kind: 'v6only' }]);
    const alone = await both('80', '[::]:80', 'tcp/0.0.0.0/80/addr/listen', '--v6only', 'on');
    expect(alone).toMatchObject({ code: 0, said: ['ok', 'ok'], happens: 'ok' });
  });

  test('a specific address beside ANY is excluded too, in either order, unless both set SO_REUSEPORT', async () => {
    const either = await both('127.0.0.1:80', '0.0.0.0:80', 'tcp/127.0.0.1/80/addr/listen');
    expect(either).toMatchObject({ code: 1, said: ['ok', 'bind:EADDRINUSE'], happens: 'bind:EADDRINUSE' });
    const shared = await both('80', '127.0.0.1:80', 'tcp/0.0.0.0/80/addr+port/listen', '--reuse', 'addr+port');
    expect(shared).toMatchObject({ code: 0, said: ['ok', 'ok'] });
  });

  test('the terminal says which excludes which, and a check mark says how to ask', async () => {
    const host = await HeldHost.start(probe, []);
    const several = (await host.why('80', '[::]:80')).stdout;
    expect(several).toMatch(/excluded by +its own 0\.0\.0\.0:80, which it starts/);
    expect(several).toMatch(/^✗ 1 of 2 listeners would fail: \[::\]:80$/m);
    const one = (await host.why('80')).stdout;
    expect(one).toMatch(/^ +bindmatrix why 80 '\[::\]:80'$/m);
    host.stop();
  });

  testWhere(
    has('nginx'),
    'nginx with ipv6only=off excludes itself, and the answer to its message tells the setting',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bindmatrix-nginx-'));
      const config = `daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; server { listen 80; listen [::]:80 ipv6only=off; } }`;
      await writeFile(join(folder, 'nginx.conf'), config);
      const host = await HeldHost.start(probe, []);
      try {
        const nginx = await host.run(['nginx', '-c', join(folder, 'nginx.conf'), '-p', folder]);
        expect(nginx.stderr).toMatch(/bind\(\) to \[::\]:80 failed/);
        const read = await runProgramBeside(host.pid, ['why', '-', '--format', 'json'], nginx.stderr);
        expect(JSON.parse(read.stdout)).toMatchObject({ asked: { address: '::', port: 80 }, server: 'nginx' });
        expect((await host.why('80', '[::]:80', '--v6only', 'off')).code).toBe(1);
        const fixed = (await host.why('80', '[::]:80', '--v6only', 'on')).code;
        await writeFile(join(folder, 'nginx.conf'), config.replace(' ipv6only=off', ' ipv6only=on'));
        const again = await host.run(['sh', '-c', startAndQuit(folder)]);
        expect({ fixed, started: again.code }).toEqual({ fixed: 0, started: 0 });
      } finally {
        host.stop();
        await rm(folder, { recursive: true });
      }
    },
  );
});

/**
 * Starts nginx in `folder` and ends it once its pid file, which follows its sockets, is there. It stays in the
 * foreground: a daemon writes that file after its parent has ended, and one that nobody finds would hold the pipes open.
 */
const startAndQuit = (folder: string): string =>
  `nginx -c ${folder}/nginx.conf -p ${folder} & until [ -s ${folder}/pid ] || ! kill -0 $!; do sleep 0.05; done; kill -QUIT $!; wait $!`;

/** The messages of real servers whose port is held. `$F` is a folder of their own. */
const SERVERS: readonly (readonly [name: string, command: string, port: number])[] = [
  [
    'nginx',
    `echo 'pid /dev/null; error_log stderr; events {} http { server { listen 127.0.0.1:8080; } }' > $F/c; nginx -c $F/c -p $F`,
    8080,
  ],
  [
    'haproxy',
    `printf 'defaults\\n mode http\\n timeout client 1s\\n timeout server 1s\\n timeout connect 1s\\nfrontend web\\n bind 0.0.0.0:8080\\n default_backend b\\nbackend b\\n' > $F/c; haproxy -f $F/c`,
    8080,
  ],
  ['dnsmasq', 'dnsmasq -d -C /dev/null --port=8080', 8080],
  ['node', `node -e "require('http').createServer().listen(8080)"`, 8080],
  ['python3', `python3 -c "import asyncio; asyncio.run(asyncio.start_server(print, '127.0.0.1', 8080))"`, 8080],
  [
    'docker-proxy',
    'docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 127.0.0.1 -container-port 80 3>&2',
    8080,
  ],
];

describeWhere(canUnshare('root'), 'why reads the message of a server that failed to start:', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
  });
  afterAll(() => probe.remove());

  for (const [name, command, port] of SERVERS)
    testWhere(has(name), name, async () => {
      const host = await HeldHost.start(probe, ['tcp/0.0.0.0/8080/none/listen', 'udp/0.0.0.0/8080/none/bind']);
      try {
        const script = `F=$(mktemp -d); ( ${command} ) 2>&1; rm -r $F`;
        const { stdout: message } = await host.run(['timeout', '60', 'sh', '-c', script]);
        const { code, stdout } = await runProgramBeside(host.pid, ['why', '-', '--format', 'json'], message);
        expect({ message, code }).toEqual({ message, code: 1 });
        expect((JSON.parse(stdout) as WhyJson).asked.port).toBe(port);
      } finally {
        host.stop();
      }
    });
});

describeWhere(canUnshare('root'), '--netns', () => {
  const name = `bindmatrix-test-${process.pid}`;
  // A port that no other test holds in a namespace of its own: those would be named too.
  let probe: Probe;
  let host: HeldHost;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
    host = await HeldHost.start(probe, ['tcp/0.0.0.0/8347/addr/listen'], {
      devices: ['d1'],
      addresses: ['192.0.2.2/24 dev d1'],
    });
    await run(['ip', 'netns', 'attach', name, String(host.pid)]);
  });
  afterAll(async () => {
    await run(['ip', 'netns', 'delete', name]);
    host.stop();
    await probe.remove();
  });

  test.each([
    ['pid', () => String(host.pid)],
    ['name', () => name],
  ])('asks in the namespace of a %s', async (_, netns) => {
    const { code, stdout } = await runProgram(['why', '8347', '--netns', netns(), '--format', 'json']);
    const answer = JSON.parse(stdout) as WhyJson;
    expect({ code, outcome: answer.outcome, within: answer.within }).toEqual({
      code: 1,
      outcome: 'bind:EADDRINUSE',
      within: netns(),
    });
    expect(answer.processes.map(({ pid }) => pid)).toEqual([host.pid]);
    const list = JSON.parse((await runProgram(['why', '--netns', netns(), '--format', 'json'])).stdout) as HeldJson;
    expect(list.sockets.map(({ port }) => port)).toEqual([8347]);
    expect(list.namespace.id).toBe(answer.namespace.id);
  });

  test('runs there, and lists its interfaces with their own link facts', async () => {
    const { stdout } = await runProgram([
      'run',
      '--netns',
      name,
      '--port',
      '8080',
      '--address',
      '192.0.2.2',
      '--format',
      'json',
    ]);
    const report = JSON.parse(stdout) as { alone: { address: string; outcome: string }[] };
    expect(report.alone.map(({ address, outcome }) => `${address} ${outcome}`)).toContain('192.0.2.2 ok');
    const listed = JSON.parse((await runProgram(['interfaces', '--netns', name, '--format', 'json'])).stdout);
    const inside = JSON.parse((await host.run(['ip', '-j', 'link', 'show', 'd1'])).stdout);
    expect(listed.interfaces.map(({ name: link }: { name: string }) => link)).toEqual(['lo', 'd1-peer', 'd1']);
    expect(listed.interfaces.find(({ name: link }: { name: string }) => link === 'd1').mac).toBe(inside[0].address);
  });

  test('what is proposed stays in that namespace', async () => {
    const { stdout } = await runProgram(['run', '--netns', name, '--port', '8347', '--family', 'inet']);
    const commands = stdout.replaceAll(/ \\\n +/g, ' ');
    expect(commands).toContain(`bindmatrix run --port 8347 --family inet --netns ${name} --live`);
    expect(commands).toContain(`bindmatrix why 8347 --netns ${name}`);
    const free = await runProgram(['why', '8348', '--netns', name]);
    expect(free.stdout).toContain(`bindmatrix why 8348 '[::]:8348' --netns ${name}`);
  });

  test('where it may not be entered, one line says what is missing and what to change', async () => {
    const { code, stderr } = await runProgramAsUser(['why', '8347', '--netns', name]);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `bindmatrix: --netns ${name}: setns /run/netns/${name}: EPERM\n  it needs CAP_SYS_ADMIN: run it with sudo\n`,
    });
    const byPid = await runProgramAsUser(['interfaces', '--netns', String(host.pid)]);
    expect(byPid.code).toBe(3);
    expect(byPid.stderr).toMatch(
      /EACCES\n {2}it needs CAP_SYS_ADMIN: run it with sudo; where the namespace is yours: nsenter -t \d+ -U/,
    );
  });

  test('a port that is free here and held there is named', async () => {
    const free = await hostNamespace({ as: 'root' });
    try {
      const inside = ['nsenter', '--target', String(free.pid), '--net', ...CLI, 'why', '8347'];
      const { code, stdout } = await run(inside);
      expect(code).toBe(0);
      expect(stdout.replace(/\s+/g, ' ')).toMatch(/elsewhere 0\.0\.0\.0:8347 LISTEN of node \(pid \d+\) in another/);
      expect(stdout).toMatch(new RegExp(`^ +bindmatrix why 8347 --netns ${name}$`, 'm'));
      const { elsewhere } = JSON.parse((await run([...inside, '--format', 'json'])).stdout) as WhyJson;
      expect(elsewhere).toContainEqual(
        expect.objectContaining({ kind: 'namespace', namespace: expect.objectContaining({ name }) }),
      );
    } finally {
      free.kill('SIGKILL');
    }
  });

  testWhere(has('docker-proxy'), 'a port of a container that docker-proxy publishes is named', async () => {
    const command =
      'exec docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 8347 3>/dev/null';
    const proxied = await HeldHost.start(probe, []);
    try {
      const script = `( ${command} ) & sleep 0.5; "$@"; kill $!`;
      const { stdout } = await proxied.run(['sh', '-c', script, 'sh', ...CLI, 'why', '8347']);
      expect(stdout.replace(/ +(observed)?\n +/g, ' ')).toMatch(
        /elsewhere +docker-proxy \(pid \d+\) publishes port 8347 of the container at 172\.17\.0\.2 as 0\.0\.0\.0:8080/,
      );
    } finally {
      proxied.stop();
    }
  });
});
