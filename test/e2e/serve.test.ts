import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { asUser, canUnshare, startInNamespace } from '../setup/namespace.ts';
import { type Finished, type Running, run, start } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const cli = (...args: string[]): string[] => [...PROGRAM, ...args];
const talker = (...args: string[]): string[] => [
  process.execPath,
  join(import.meta.dirname, 'services', 'talker.mjs'),
  ...args,
];
const hex = (text: string): string => `hex=${Buffer.from(text).toString('hex')}`;

/** What differs from run to run. */
const steady = (text: string): string =>
  text.replaceAll(/(127\.0\.0\.1\]?):(?!50005)\d+/g, '$1:PORT').replaceAll(/another \d+ s/g, 'another N s');

describeWhere(canUnshare('root'), 'serve', () => {
  let running: Running[] = [];
  afterEach(() => {
    for (const one of running) one.kill('SIGKILL');
    running = [];
  });
  const keep = (one: Running): Running => {
    running.push(one);
    return one;
  };

  /** A network namespace that stays while programs come and go in it. */
  async function host(addresses: readonly string[] = []) {
    // On a busy machine a segment may be sent twice, and the client, which is gone by then, resets what is in TIME_WAIT.
    const sysctls = { 'net.ipv4.tcp_rfc1337': '1' };
    const space = keep(startInNamespace(['sh', '-c', 'echo ready; exec sleep 60'], { addresses, sysctls, as: 'root' }));
    await space.waitFor(/ready/);
    const inside = (argv: readonly string[]) => ['nsenter', '--target', String(space.pid), '--net', ...argv];
    return {
      pid: space.pid,
      start: (argv: readonly string[]) => keep(start(inside(argv))),
      run: (argv: readonly string[]) => run(inside(argv)),
      serve: async (...args: string[]): Promise<Running> => {
        const server = keep(start(inside(cli('serve', ...args))));
        await server.waitFor(/Ctrl-C ends it/);
        return server;
      },
    };
  }
  type Host = Awaited<ReturnType<typeof host>>;

  function interrupt(server: Running, signal: NodeJS.Signals = 'SIGINT'): Promise<Finished> {
    server.kill(signal);
    return server.finished;
  }

  /**
   * A server that ends while a client is connected. The kernel may have no memory for TIME_WAIT (inet_twsk_alloc()): the
   * program says so, ss agrees, and the next attempt counts.
   */
  async function servedOnce(here: Host, args: readonly string[] = [], signal?: NodeJS.Signals): Promise<Finished> {
    for (let attempt = 1; ; attempt++) {
      const server = await here.serve(...args);
      const client = here.start(talker('127.0.0.1', '50005', hex('hello\r\n'), 'stay'));
      await server.waitFor(/received 7/);
      const finished = await interrupt(server, signal);
      expect((await client.finished).stdout).toMatch(/\nclosed\n$/);
      if (attempt === 3 || !finished.stdout.includes('the kernel lists nothing')) return finished;
      expect((await here.run(['ss', '-Htan', 'sport = :50005'])).stdout).toBe('');
    }
  }

  test('closes first on Ctrl-C, which leaves TIME_WAIT on its side; a restart fails with any option', async () => {
    const here = await host();
    const { code, stdout, stderr } = await servedOnce(here);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(steady(stdout)).toBe(
      [
        'listening on 0.0.0.0:50005, no SO_REUSEADDR, backlog 1024, local clients only',
        '  telnet 127.0.0.1 50005   sends it lines; Ctrl-C ends it',
        'client connected: 127.0.0.1:PORT',
        'received 7 bytes: hello\\r\\n',
        'closed first: 127.0.0.1:PORT',
        'received 1 message, 7 bytes, from 1 client',
        'TIME_WAIT 127.0.0.1:50005 -> 127.0.0.1:PORT, for another N s',
        'Until then a restart on port 50005 fails, even with --reuse addr: this server did not set SO_REUSEADDR.',
        '',
      ].join('\n'),
    );
    expect((await here.run(['ss', '-Htan', 'sport = :50005'])).stdout).toMatch(/^TIME-WAIT/);
    for (const reuse of ['none', 'addr', 'port', 'addr+port']) {
      const again = await here.run(cli('serve', '--reuse', reuse));
      expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 1, stdout: '' });
      expect(again.stderr).toMatch(/^bindmatrix: bind\(\) error: Address already in use \(0\.0\.0\.0:50005\)\n/);
      expect(again.stderr).toMatch(/held by +TIME_WAIT 127\.0\.0\.1:50005 -> 127\.0\.0\.1:\d+, for another [56]\d s/);
      expect(again.stderr).toContain('with the options of its old socket');
      expect(again.stderr).toMatch(
        reuse.includes('addr') ? /so the one that\s+left\s+this\s+had\s+not/ : /helps\s+at\s+once\s+if/,
      );
      for (const line of again.stderr.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
    expect((await here.run(cli('serve', '--port', '50006', '--reuse', 'nonsense'))).code).toBe(2);
  });

  test.each([
    ['addr', 'addr', 0],
    ['addr', 'none', 1],
    ['addr', 'port', 1],
    ['port', 'port', 0],
    ['port', 'addr', 1],
    ['addr+port', 'port', 0],
  ])('in TIME_WAIT of a server with --reuse %s, one with --reuse %s ends with %i', async (old, fresh, expected) => {
    const here = await host();
    const { stdout } = await servedOnce(here, ['--reuse', old]);
    expect(stdout).toContain(
      `A restart works at once with ${old === 'addr+port' ? '--reuse addr or --reuse port' : `--reuse ${old}`},`,
    );
    const again = here.start(cli('serve', '--reuse', fresh));
    const listens = again.waitFor(/listening on/).then(() => interrupt(again));
    const { code } = expected === 0 ? await listens : await again.finished;
    listens.catch(() => {});
    expect(code).toBe(expected);
  });

  test('prints binary, empty, huge and split messages exactly', async () => {
    const here = await host();
    const server = await here.serve();
    const talk = (...actions: string[]) => here.run(talker('127.0.0.1', '50005', ...actions));
    await talk('end');
    await talk('hex=00ff1b5b33316d5c0d0a', 'read', 'end');
    // 你好 in three pieces, none of which ends where a character does, and e2 80 ae, which turns text around.
    await talk('hex=e4', 'read', 'hex=bda0e5', 'read', 'hex=a5bd', 'read', 'hex=e280aee4', 'read', 'end');
    const before = server.stdout().length;
    await talk(`fill=${2 ** 20}`, 'end');
    const { code, stdout } = await interrupt(server);
    expect(code).toBe(0);
    expect(steady(stdout.slice(0, before)).split('\n').slice(2)).toEqual([
      'client connected: 127.0.0.1:PORT',
      'client closed: 127.0.0.1:PORT',
      'client connected: 127.0.0.1:PORT',
      'received 10 bytes: \\x00\\xff\\x1b[31m\\\\\\r\\n',
      'client closed: 127.0.0.1:PORT',
      'client connected: 127.0.0.1:PORT',
      'received 1 bytes: ',
      'received 3 bytes: 你',
      'received 2 bytes: 好',
      'received 4 bytes: \\xe2\\x80\\xae',
      'client closed: 127.0.0.1:PORT, inside a character: \\xe4',
      '',
    ]);
    const huge = [...stdout.slice(before).matchAll(/^received (\d+) bytes: (.*)$/gm)];
    expect(huge.reduce((sum, [, bytes]) => sum + Number(bytes), 0)).toBe(2 ** 20);
    for (const [line] of huge) expect(line.length).toBeLessThan(120);
    expect(stdout).toContain(`received ${5 + huge.length} messages, 1,048,596 bytes, from 4 clients`);
  });

  test('names the client of each message where two are connected', async () => {
    const here = await host();
    const server = await here.serve();
    const first = here.start(talker('127.0.0.1', '50005', hex('a'), 'signal', hex('b'), 'stay'));
    await server.waitFor(/: a\n/);
    const second = here.start(talker('127.0.0.1', '50005', hex('c'), 'stay'));
    await server.waitFor(/: c\n/);
    first.kill('SIGUSR1');
    await server.waitFor(/: b\n/);
    const port = (of: Running): string => `127.0.0.1:${/local (\d+)/.exec(of.stdout())?.[1]}`;
    const { stdout } = await interrupt(server);
    expect(stdout).toContain(
      `client connected: ${port(first)}\nreceived 1 bytes: a\nclient connected: ${port(second)}\nreceived 1 bytes: c\nfrom ${port(first)}\nreceived 1 bytes: b\n`,
    );
    expect(stdout).toContain('received 3 messages, 3 bytes, from 2 clients');
    expect(stdout.match(/^TIME_WAIT/gm)).toHaveLength(2);
  });

  test('goes on after clients that reset, at once or later', async () => {
    const here = await host();
    const server = await here.serve();
    for (let i = 0; i < 5; i++) await here.run(talker('127.0.0.1', '50005', 'reset'));
    await here.run(talker('127.0.0.1', '50005', hex('x'), 'read', 'reset'));
    await server.waitFor(/received 1 bytes: x\nclient reset: /);
    expect((await here.run(talker('127.0.0.1', '50005', hex('y'), 'read', 'end'))).stdout).toMatch(/closed\n$/);
    const { code, stdout } = await interrupt(server);
    expect(code).toBe(0);
    expect(stdout).toContain('received 2 messages, 2 bytes, from 7 clients');
  });

  test('is left with FIN_WAIT2 by a client that does not close, and that refuses the port to a restart', async () => {
    const here = await host();
    const server = await here.serve();
    const deaf =
      "require('net').connect({port:50005,host:'127.0.0.1',allowHalfOpen:true}).resume().on('end',()=>setInterval(()=>{},1e9))";
    here.start([process.execPath, '-e', deaf]);
    await server.waitFor(/connected/);
    const { code, stdout } = await interrupt(server);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^FIN_WAIT2 127\.0\.0\.1:50005 -> 127\.0\.0\.1:\d+/m);
    expect((await here.run(cli('serve'))).stderr).toMatch(/held by +FIN_WAIT2 127\.0\.0\.1:50005/);
  });

  test('names another server that listens on the port', async () => {
    const here = await host();
    const server = await here.serve('--reuse', 'addr');
    const second = await here.run(cli('serve', '--reuse', 'addr', '--address', '127.0.0.1'));
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/held by +LISTEN 0\.0\.0\.0:50005, of node \(pid \d+\)/);
    expect(second.stderr).toContain('0.0.0.0:50005 listens, and ANY includes every specific address');
    await interrupt(server);
    const [one, two] = [await here.serve('--reuse', 'port'), await here.serve('--reuse', 'port', '--share')];
    expect((await interrupt(one)).code).toBe(0);
    expect((await interrupt(two)).code).toBe(0);
  });

  test('on :: serves clients of IPv6, and of IPv4 too', async () => {
    const here = await host(['fd00::5']);
    const server = await here.serve('--address', '::', '--port', '50005');
    for (const address of ['127.0.0.1', '::1', 'fd00::5']) {
      await here.run(talker(address, '50005', hex(address), 'read', 'end'));
    }
    const { stdout } = await interrupt(server);
    expect([...stdout.matchAll(/connected: (.*):\d+\n.*bytes: (.*)/g)].map(([, ...both]) => both)).toEqual([
      ['[::ffff:127.0.0.1]', '127.0.0.1'],
      ['[::1]', '::1'],
      ['[fd00::5]', 'fd00::5'],
    ]);
  });

  test('says what to do about a privileged port, and about an address that the host does not have', async () => {
    const here = await host();
    const refused = await here.run(asUser(cli('serve', '--port', '80')));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /bind\(\) error: Permission denied \(0\.0\.0\.0:80\)[\s\S]*ip_unprivileged_port_start=80/,
    );
    const foreign = await here.run(cli('serve', '--address', '192.0.2.9'));
    expect(foreign.code).toBe(1);
    expect(foreign.stderr).toMatch(
      /Cannot assign requested address \(192\.0\.2\.9:50005\)[\s\S]*bindmatrix interfaces/,
    );
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s closes just as well, and gives %i', async (signal, code) => {
    const here = await host();
    const { stdout, ...ended } = await servedOnce(here, ['--reuse', 'addr'], signal);
    expect(ended.code).toBe(code);
    expect(stdout).toContain('TIME_WAIT 127.0.0.1:50005');
  });

  test('resets a client from another host without a byte and counts it; with --allow-remote serves it', async () => {
    const here = await host();
    const other = keep(startInNamespace(['sh', '-c', 'echo ready; exec sleep 60'], { as: 'root' }));
    await other.waitFor(/ready/);
    const far = ['nsenter', '--target', String(other.pid), '--net'];
    await here.run(['ip', 'link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'far', 'netns', String(other.pid)]);
    await here.run(['sh', '-c', 'ip addr add 10.9.0.1/24 dev near && ip link set near up']);
    await run([...far, 'sh', '-c', 'ip addr add 10.9.0.2/24 dev far && ip link set far up']);
    const strange = () => run([...far, ...talker('10.9.0.1', '50005', hex('secret'), 'pause=50', 'end')]);

    const server = await here.serve();
    expect((await strange()).stdout).toMatch(/ECONNRESET\n$/);
    expect((await strange()).stdout).toMatch(/ECONNRESET\n$/);
    await here.run(talker('10.9.0.1', '50005', hex('local'), 'read', 'end'));
    const { stdout } = await interrupt(server);
    expect(stdout).not.toContain('secret');
    expect(stdout).toContain(
      'received 1 message, 5 bytes, from 1 client\n2 connections from remote hosts reset unread',
    );
    expect((await here.run(['ss', '-Htan', 'sport = :50005'])).stdout).toBe('');

    const open = await here.serve('--allow-remote');
    expect((await strange()).stdout).toMatch(/closed\n$/);
    await setTimeout(50);
    expect((await interrupt(open)).stdout).toMatch(/client connected: 10\.9\.0\.2:\d+\nreceived 6 bytes: secret\n/);
  });
});
