import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canUnshare, hostNamespace, tryCommand } from '../setup/namespace.ts';
import { start } from '../setup/process.ts';
import { runProgramBeside, runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const FOLDER = 'config/examples/services';
const PLANS = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

interface Answer {
  readonly services: readonly {
    id: string;
    verdict: string;
    status: string;
    sockets: readonly { predicted?: string }[];
  }[];
  readonly serves: readonly { status: string }[];
  readonly disagreements: readonly unknown[];
}

const HOST = {
  devices: ['v0', 'v1'],
  addresses: ['192.168.1.101/24 dev v0', '10.10.2.102/24 dev v1', 'fd00:1::101/64 dev v1'],
};

async function checked(
  plan: string,
  where: string,
  more: readonly string[] = [],
): Promise<{ code: number | null; answer: Answer }> {
  const { code, stdout, stderr } = await runProgramInNamespace(
    ['check', `${FOLDER}/${plan}`, '--in', where, '--format', 'json', ...more],
    HOST,
  );
  expect(stderr).toBe('');
  return { code, answer: JSON.parse(stdout) as Answer };
}

describeWhere(canUnshare(), 'the plans of config/examples/services', () => {
  test.each(PLANS)('%s comes out in the sandbox as the rules foresee, and as it is written', async (plan) => {
    const seen = await checked(plan, 'sandbox');
    expect(seen.code).toBe(0);
    expect(seen.answer.disagreements).toEqual([]);
    expect(seen.answer.services.flatMap(({ sockets }) => sockets.flatMap(({ predicted }) => predicted ?? []))).toEqual(
      [],
    );
    expect(
      [...seen.answer.services, ...seen.answer.serves].map(({ status }) => status).filter((one) => one !== 'met'),
    ).toEqual([]);
    const foreseen = await checked(plan, 'predict');
    const verdicts = ({ services }: Answer): string[] => services.map(({ id, verdict }) => `${id} ${verdict}`);
    expect(verdicts(foreseen.answer)).toEqual(verdicts(seen.answer));
  });

  test('two-haproxy.yaml comes out the same on a host where nothing has the port', async () => {
    const { code, answer } = await checked('two-haproxy.yaml', 'host');
    expect(code).toBe(0);
    expect(answer.services.map(({ verdict }) => verdict)).toEqual(['shares', 'shares']);
  });
});

describeWhere(canUnshare(), 'changes to several services', () => {
  interface Proposed extends Answer {
    readonly suggestions: readonly { change: string; tried: string }[];
  }
  const answerOn = async (ports: readonly string[]): Promise<Proposed> => {
    const services = ports.map((port, i) => `  - { id: s${i}, profile: node, listen: ${port} }\n`);
    const input = `version: 1\nservices:\n${services.join('')}`;
    const { stdout } = await runProgramInNamespace(['check', '-', '--json'], { ...HOST, input });
    return JSON.parse(stdout) as Proposed;
  };

  test('are tried in the sandbox, and the kernel takes them when they are carried out', async () => {
    const { suggestions } = await answerOn(['700', '700', '700', '700']);
    expect(suggestions.map(({ tried }) => tried)).toEqual(['sandbox']);
    const moves = [...(suggestions[0]?.change ?? '').matchAll(/s(\d): listen on port (\d+) instead of 700/g)];
    expect(moves).toHaveLength(3);
    const ports = ['700', '700', '700', '700'].map((port, i) => moves.find(([, at]) => at === String(i))?.[2] ?? port);
    const { services } = await answerOn(ports);
    expect(services.map(({ verdict, status }) => `${verdict} ${status}`)).toEqual(Array(4).fill('up met'));
  });
});

describeWhere(canUnshare('root'), 'a plan on a host', () => {
  const onHost = async (plan: string): Promise<{ answer: Answer; notes: readonly { text: string }[] }> => {
    const host = await hostNamespace({ ...HOST, as: 'root' });
    const { stdout } = await runProgramBeside(
      host.pid,
      ['check', '-', '--in', 'host', '--json'],
      `version: 1\n${plan}`,
    );
    host.kill('SIGKILL');
    const answer = JSON.parse(stdout);
    return { answer, notes: answer.notes };
  };

  test('with a service that has ended and left nothing is tried there', async () => {
    const { answer, notes } = await onHost(
      'services:\n  - { id: old, profile: plain, listen: 8000, ended: { leaves: nothing } }\n  - { id: new, profile: plain, listen: 8000 }',
    );
    expect(answer.services.map(({ verdict, status }) => [verdict, status])).toEqual([['up', 'met']]);
    expect(notes).toEqual([]);
  });

  test('sends no client to an address that the host has not', async () => {
    const { answer } = await onHost(
      'services:\n  - { id: vip, profile: plain, listen: { endpoint: "203.0.113.5:8000", options: { freebind: true } } }\n' +
        'serves: [{ endpoint: "203.0.113.5:8000", by: vip }]',
    );
    // A client would have met no route, or a stranger: both are other than what is foreseen.
    expect(answer.disagreements).toEqual([]);
    expect(answer.serves.map(({ status }) => status)).toEqual(['unmet']);
  });
});

describeWhere(tryCommand(['dnsmasq', '--version']), 'check --init', () => {
  test('writes a plan of the servers that run, and the plan says that they do', async () => {
    const host = await hostNamespace({ as: 'root' });
    const beside = ['nsenter', '--target', String(host.pid), '--net', '--'];
    const servers = [
      ['python3', '-m', 'http.server', '8000', '--bind', '127.0.0.1'],
      ['dnsmasq', '-k', '-p', '53', '--listen-address=127.0.0.1', '--bind-interfaces', '-C', '/dev/null', '-x', ''],
    ].map((server) => start([...beside, ...server]));
    const listening = async (): Promise<string> => (await start([...beside, 'ss', '-tlnH']).finished).stdout;
    await expect.poll(listening).toMatch(/:8000 .*:53 |:53 .*:8000 /s);
    const { stdout: plan, code } = await runProgramBeside(host.pid, ['check', '--init']);
    expect(code).toBe(0);
    expect(plan).toMatch(/profile: dnsmasq\n.*"127\.0\.0\.1:53", protocol: udp/s);
    expect(plan).toMatch(/profile: python-http\n +listen:\n +- "127\.0\.0\.1:8000"/);
    const answer = await runProgramBeside(host.pid, ['check', '-', '--json'], plan);
    expect(answer.code).toBe(0);
    expect((JSON.parse(answer.stdout) as { services: object[] }).services).toMatchObject([
      { verdict: 'up', running: true, status: 'met' },
      { verdict: 'up', running: true, status: 'met' },
    ]);
    for (const server of servers) server.kill('SIGTERM');
    host.kill('SIGKILL');
  });
});
