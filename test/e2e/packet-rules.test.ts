import { afterAll, beforeAll, expect, test } from 'vitest';
import { canUnshare, hostNamespace, tryCommand } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { runProgramBeside, runProgramInNamespace } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';

const REDIRECT = ['iptables', '-t', 'nat', '-A', 'OUTPUT', '-j', 'REDIRECT'];

/** Whether packet rules can be made in a namespace here. */
const canRedirect = (): Able => {
  const made = canUnshare('root');
  return made === true ? tryCommand(['unshare', '-n', ...REDIRECT, '-p', 'tcp', '--to-ports', '81']) : made;
};

/** Where the redirected packets go: it prints a line for each connection. */
const ELSEWHERE =
  'require("net").createServer((s) => { console.log("accepted"); s.on("error", () => {}); }).listen(81, () => console.log("ready"))';

describeWhere(canRedirect(), 'on a host whose packet rules redirect a port', () => {
  let host: Running;
  let elsewhere: Running;
  const inside = (argv: readonly string[]) => ['nsenter', '-t', String(host.pid), '-n', ...argv];
  const ask = (...args: string[]) => runProgramBeside(host.pid, ['run', '--family', 'inet', ...args]);

  beforeAll(async () => {
    host = await hostNamespace({ addresses: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] });
    for (const protocol of ['tcp', 'udp'])
      await run(inside([...REDIRECT, '-p', protocol, '--dport', '80', '--to-ports', '81']));
    elsewhere = start(inside([process.execPath, '-e', ELSEWHERE]));
    await elsewhere.waitFor(/ready/);
  });
  afterAll(() => {
    elsewhere.kill('SIGKILL');
    host.kill('SIGKILL');
  });

  test('run sends no client after the first that was accepted elsewhere, and blames packet rules, not its own', async () => {
    const { code, stdout } = await ask('--port', '80', '--reuse', 'none,addr');
    expect(code).toBe(0);
    await elsewhere.waitFor(/accepted/);
    expect(elsewhere.stdout().match(/accepted/g)).toHaveLength(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'the one sent to 0.0.0.0 was accepted by a socket that is none of these: packet rules (DNAT, IPVS) redirect it',
    );
    expect(stdout).not.toContain('DIFFERS');
    expect(stdout).toContain('1 answer could not be seen');
    expect(stdout).not.toContain('very outcome matched');
  });

  test('datagrams that come to none of the listeners are no wrong rule either', async () => {
    const report = reportOf(await ask('--port', '80', '--protocol', 'udp', '--format', 'json'));
    expect(report.disagreements).toEqual([]);
    expect(report.summary.unseen).toBeGreaterThan(0);
    const [first] = report.together;
    expect(first?.listeners[0]).toMatchObject({ outcome: 'ok', answers: null, unseen: 'taken' });
  });

  test('another port of the same host is asked as ever', async () => {
    const report = reportOf(await ask('--port', '8080', '--format', 'json'));
    expect(report.disagreements).toEqual([]);
    expect(report.summary.unseen).toBeUndefined();
  });
});

describeWhere(canUnshare(), 'a client whose own call fails', () => {
  test.each<[string, string[], Readonly<Record<string, string>>, string]>([
    ['to a broadcast address', ['--protocol', 'udp', '--address', '127.255.255.255'], {}, 'connect:EACCES'],
    ['to :: without IPv6', ['--address', 'any6'], { 'net.ipv6.conf.all.disable_ipv6': '1' }, 'connect:EADDRNOTAVAIL'],
  ])('%s is foreseen to meet nobody', async (_, args, sysctls, failure) => {
    const report = reportOf(await runProgramInNamespace(['run', ...args, '--format', 'json'], { sysctls }));
    const met = report.together.flatMap(({ listeners }) => listeners).filter(({ reached }) => reached === failure);
    expect(met.length).toBeGreaterThan(0);
    expect(met.flatMap(({ predictedAnswers }) => predictedAnswers)).toEqual([]);
    expect(report.disagreements).toEqual([]);
    expect(report.summary.unseen).toBeUndefined();
  });
});
