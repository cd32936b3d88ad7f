import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { listHostFiles } from '../../../src/config/host-files.ts';
import { fleetDocument } from '../../../src/contracts/fleet.ts';
import { readCheckFiles } from '../../../src/flows/check-files.ts';
import { FleetJudge } from '../../../src/flows/fleet/judge-host.ts';
import { readHost } from '../../../src/inputs/hosts/read-host.ts';
import type { FleetHost } from '../../../src/model/fleet.ts';
import type { LinedPlan } from '../../../src/plan/services/lines.ts';
import { hostInWords } from '../../../src/report/fleet/words.ts';
import { WEB } from '../../inputs/snapshot/documents.ts';
import { written } from '../../report/fleet/fleets.ts';
import { times } from '../../setup/long.ts';
import { fileIn, fleetOf, folderOf, ipAddr } from './fleet.ts';

const folder = folderOf();
afterAll(() => rmSync(folder, { recursive: true }));

const plan = (name: string, text: string): string => fileIn(folder, name, `version: 1\n${text}\n`);
const verdicts = ({ plans }: FleetHost): string[] =>
  plans.flatMap(({ services }) => services.map(({ id, verdict, why }) => `${id} ${verdict}: ${why}`));

const EDGE = plan(
  'edge.yaml',
  `services:
  - { id: edge, profile: nginx, listen: 80 }
  - { id: admin, profile: haproxy, listen: "iface:eth0 80", when: { host: ["web*", "x?"] } }
serves:
  - { endpoint: "192.0.2.5:80", by: admin }
  - { endpoint: "192.0.2.9:80", by: edge, when: { host: "vip*" } }`,
);

describe('hosts that files describe', () => {
  test('have what is for them, judged by their addresses', async () => {
    const files = [
      fileIn(folder, 'web1.json', ipAddr('192.0.2.5')),
      fileIn(folder, 'db1.json', ipAddr('192.0.2.6')),
      fileIn(folder, 'vip1.json', ipAddr('192.0.2.7')),
      fileIn(folder, 'vip2', ipAddr('192.0.2.9')),
    ];
    const { hosts } = await fleetOf([EDGE], files);
    expect(hosts.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'web1 unmet',
      'db1 met',
      'vip1 unmet',
      'vip2 met',
    ]);
    expect(hosts.map(verdicts)).toEqual([
      ['edge up: every socket is open', 'admin exits: bind 192.0.2.5:80 gets EADDRINUSE, by edge'],
      ...Array(3).fill(['edge up: every socket is open']),
    ]);
    // Nobody is reached at an address that the host has not.
    expect(hosts[2]?.plans[0]?.serves).toMatchObject([{ status: 'unmet', answered: [], at: '192.0.2.9' }]);
    expect(hosts[3]?.plans[0]?.serves).toMatchObject([{ status: 'met', answered: ['edge'] }]);
  });

  test('are unmet where somebody answers at one of the addresses at which nobody should', async () => {
    const none = plan(
      'none.yaml',
      'services: [{ id: a, profile: nginx, listen: 80 }]\nserves: [{ endpoint: "localhost:80", nobody: true }]',
    );
    const [lo, eth0] = ipAddr('192.0.2.6') as { addr_info: { family: string }[] }[];
    const ipv4 = [{ ...lo, addr_info: lo?.addr_info.filter(({ family }) => family === 'inet') }, eth0];
    const { hosts } = await fleetOf([none], [fileIn(folder, 'four.json', ipv4)]);
    expect(hosts[0]?.plans[0]?.serves).toMatchObject([{ status: 'unmet', answered: ['a'], at: '127.0.0.1' }]);
    expect(hostInWords(hosts[0]!)).toBe('a up, localhost:80 answered by a');
  });

  test('are told what was not looked at of services that start together', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `  - { id: s${i}, profile: nginx, listen: 80 }`);
    const many = plan('many.yaml', `start: together\nservices:\n${ids.join('\n')}`);
    const report = await fleetOf([many], [fileIn(folder, 'one.json', ipAddr('192.0.2.6'))]);
    const note = 'of 2610 ways in which 30 services that start together may meet 666 were looked at';
    expect(report.hosts[0]?.plans[0]?.notes).toEqual([note]);
    expect(written('terminal', report)).toMatch(/^note: one: of 2610 ways in which/m);
    expect(written('markdown', report)).toContain(`- one: ${note}`);
    const json = fleetDocument.parse(JSON.parse(written('json', report)));
    expect(json.hosts[0]?.notes).toMatchObject([{ text: note }]);
  });

  test('without a service are skipped', async () => {
    const only = plan('only.yaml', 'services: [{ id: a, profile: nginx, listen: 80, when: { host: "web*" } }]');
    const { hosts } = await fleetOf([only], [fileIn(folder, 'db2.json', ipAddr('192.0.2.6'))]);
    expect(hosts).toMatchObject([{ status: 'skipped', plans: [] }]);
  });

  test('are judged by the rules of their kernel', async () => {
    const two = plan(
      'kernels.yaml',
      `services:
  - { id: a, profile: plain, listen: "0.0.0.0:80", options: {} }
  - { id: b, profile: plain, listen: "[::]:80" }`,
    );
    const on = (os: string, kernel: string) => ({ ...WEB, sockets: [], host: { ...WEB.host, os, kernel } });
    const { hosts } = await fleetOf(
      [two],
      [fileIn(folder, 'l.json', on('linux', '6.1.0')), fileIn(folder, 'o.json', on('openbsd', '7.5'))],
    );
    expect(hosts.map(({ status }) => status)).toEqual(['unmet', 'met']);
    expect(hosts.map(({ kernel }) => kernel)).toEqual(['6.1.0', '7.5']);
  });

  test('with other listeners are judged beside them', async () => {
    const ssh = plan('ssh.yaml', 'services: [{ id: proxy, profile: haproxy, listen: "192.0.2.10:22" }]');
    const { hosts } = await fleetOf([ssh], [fileIn(folder, 'snap.json', WEB)]);
    expect(hosts[0]).toMatchObject({ name: 'web-1', status: 'unmet', assumed: [] });
    expect(hosts[0]?.plans[0]?.services[0]?.why).toMatch(/EADDRINUSE, by sshd/);
  });

  test('that cannot be read are one unknown host each', async () => {
    const files = [
      fileIn(folder, 'cut.json', '{"ansible_facts": {"a'),
      join(folder, 'absent.json'),
      fileIn(folder, 'odd\u001b[2J.json', '{}'),
      fileIn(folder, 'good.json', ipAddr('192.0.2.6')),
    ];
    const { hosts } = await fleetOf([EDGE], files);
    expect(hosts.map(({ status }) => status)).toEqual([...Array(3).fill('inconclusive'), 'met']);
    expect(hosts.map(({ reason }) => reason?.replaceAll(folder, ''))).toEqual([
      '/cut.json:1:20: it is not JSON: the text that begins here does not end',
      '/absent.json: no such file',
      expect.stringMatching(/^\/odd\\x1b\[2J\.json:1:1: it describes no host; it may be /),
      undefined,
    ]);
  });

  test('that a line does not fit are unknown, with the place of the line', async () => {
    const vpn = plan('vpn.yaml', 'services: [{ id: a, profile: nginx, listen: "iface:tun0 80" }]');
    const { hosts } = await fleetOf([vpn], [fileIn(folder, 'n.json', ipAddr('192.0.2.6'))]);
    expect(hosts).toMatchObject([
      { status: 'inconclusive', reason: expect.stringMatching(/vpn\.yaml:2:45: .*iface:tun0/) },
    ]);
  });

  test('of one name are told apart by their files, and all judged', async () => {
    const files = ['s1.json', 's2.json', 's3.json'].map((name) => fileIn(folder, name, { ...WEB, sockets: [] }));
    const { hosts, told } = await fleetOf([EDGE], files);
    expect(hosts.map(({ name }) => name)).toEqual(files.map((file) => `web-1 (${file})`));
    expect(hosts.map(({ plans }) => plans.length)).toEqual([1, 1, 1]);
    expect(told.map(({ message }) => message)).toEqual(
      files.slice(1).map((file) => `${file}: the host "web-1" is described by ${files[0]} too`),
    );
  });
});

test('a folder stands for its files in the order of their numbers, and each file is read once', () => {
  const hosts = join(folder, 'hosts');
  mkdirSync(join(hosts, 'sub'), { recursive: true });
  const names = ['web10.json', 'web2.json', 'web1', '.hidden'];
  for (const name of names) fileIn(hosts, name, '{}');
  const sorted = ['web1', 'web2.json', 'web10.json'].map((name) => join(hosts, name));
  expect(listHostFiles([hosts, join(hosts, 'web1')])).toEqual({ ok: true, value: sorted });
  mkdirSync(join(folder, 'empty'));
  expect(listHostFiles([join(folder, 'empty')])).toMatchObject({ ok: false });
});

test('what was found of one host is used for another only where it is the same', async () => {
  const anyLine = fc.constantFrom('80', '"0.0.0.0:80"', '"[::]:80"', '"192.0.2.5:80"', '"each-ipv4 80"', '"[::]:443"');
  const anyService = fc.record({
    profile: fc.constantFrom('nginx', 'haproxy', 'node', 'apache', 'go', 'dnsmasq'),
    line: anyLine,
    uid: fc.constantFrom(0, 1000),
  });
  const anyHost = fc
    .tuple(
      fc.subarray(['192.0.2.5', '192.0.2.6', '2001:db8::5']),
      fc.constantFrom('0', '1'),
      fc.constantFrom('5.10.0', '6.12.88'),
    )
    .map(([addresses, v6only, kernel]) => {
      const read = readHost('h', JSON.stringify(ipAddr(...addresses)));
      if (!read.ok) throw new Error(read.error.message);
      const facts = { ...read.value.host.facts, kernel, sysctls: { 'net.ipv6.bindv6only': v6only } };
      return { ...read.value, host: { ...read.value.host, facts } };
    });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyService, { minLength: 1, maxLength: 3 }),
      fc.array(anyHost, { minLength: 2, maxLength: 6 }),
      async (services, hosts) => {
        const lines = services.map(
          ({ profile, line, uid }, i) => `  - { id: s${i}, profile: ${profile}, listen: ${line}, uid: ${uid} }`,
        );
        const { task } = await readCheckFiles([plan('drawn.yaml', `services:\n${lines.join('\n')}`)]);
        const plans = (task?.plans ?? []) as readonly LinedPlan[];
        const shared = new FleetJudge(plans);
        for (const host of hosts) expect(shared.judge('h', host)).toEqual(new FleetJudge(plans).judge('h', host));
      },
    ),
    { numRuns: times(30, 500) },
  );
});
