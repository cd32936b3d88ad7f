import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlternativeJson } from '../../src/contracts/remedy.ts';
import type { WhyJson } from '../../src/contracts/why.ts';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { canUnshare, type NamespaceOptions } from '../setup/namespace.ts';
import { describeWhere } from '../setup/where.ts';
import { inReadingOrder } from './reading-order.ts';
import { HeldHost } from './why-host.ts';

/** Who holds what, what is asked, and what must be found. */
interface Case {
  readonly name: string;
  readonly held: readonly string[];
  readonly ask: readonly string[];
  readonly as?: 'user';
  readonly host?: NamespaceOptions;
  /** Done in the namespace before asking. */
  readonly before?: string;
  readonly code: number;
  readonly outcome: string;
  readonly rule: string;
  /** As the terminal shows it, line breaks aside. */
  readonly says: readonly RegExp[];
  readonly remedies: readonly string[];
}

const ONE_LINK = { devices: ['d1'], addresses: ['192.0.2.2/24 dev d1', 'fd00::2/64 dev d1'] };
const REFUSED = { code: 1, outcome: 'bind:EADDRINUSE' };
const BINDS = { code: 0, outcome: 'ok' };

/** Options as the servers' start was traced: nginx sets SO_REUSEADDR, haproxy both, sshd SO_REUSEADDR on two sockets. */
const CASES: readonly Case[] = [
  {
    name: "nginx's listener on 127.0.0.1 against 0.0.0.0",
    held: ['tcp/127.0.0.1/80/addr/shared'],
    ask: ['0.0.0.0:80'],
    ...REFUSED,
    rule: 'linux.wildcard-overlaps-listener',
    says: [
      /✗ 0\.0\.0\.0:80 tcp, SO_REUSEADDR: bind would fail with EADDRINUSE/,
      /blocked by 127\.0\.0\.1:80 LISTEN, SO_REUSEADDR on, SO_REUSEPORT off observed/,
      /held by node, pid \d+, user root, .*started \d+ s ago, its child sleep \(pid \d+\) observed/,
      /tried bind on 0\.0\.0\.0:80, closed at once: EADDRINUSE observed/,
      /not the cause privilege \(port 80 < ip_unprivileged_port_start 1024, with CAP_NET_BIND_SERVICE\), TIME_WAIT \(none\)/,
      /would work listen on 192\.0\.2\.2:80 predicted, tried stop node \(pid \d+\) and sleep \(pid \d+\) predicted/,
    ],
    remedies: ['address ok', 'stop', 'port ok'],
  },
  {
    name: "haproxy's listener, for another of the same user",
    held: ['tcp/0.0.0.0/8080/addr+port/listen'],
    ask: ['0.0.0.0:8080', '--reuse', 'addr+port'],
    ...BINDS,
    rule: 'linux.reuseport-same-uid',
    says: [
      /tried bind on 0\.0\.0\.0:8080 with SO_REUSEADDR alone, closed at once: EADDRINUSE, as the rules say/,
      /beware it would take some of the clients from node \(pid \d+\)/,
    ],
    remedies: [],
  },
  {
    name: "sshd's two listeners",
    held: ['tcp/0.0.0.0/22/addr/listen', 'tcp/::/22/addr+v6only/listen'],
    ask: ['22'],
    ...REFUSED,
    rule: 'linux.same-address-listening',
    says: [/not in the way \[::\]:22 LISTEN, SO_REUSEADDR on, SO_REUSEPORT off, IPV6_V6ONLY on/],
    remedies: ['stop', 'port ok'],
  },
  {
    name: 'a SO_REUSEPORT service, whose options decide',
    held: ['tcp/0.0.0.0/8080/port/listen', 'tcp/0.0.0.0/8080/port/listen'],
    ask: ['0.0.0.0:8080'],
    ...REFUSED,
    rule: 'linux.same-address-listening',
    says: [
      /blocked by 2 sockets 0\.0\.0\.0:8080 LISTEN, SO_REUSEADDR off, SO_REUSEPORT on/,
      /set SO_REUSEPORT: it would take some of the clients from the holder predicted/,
    ],
    remedies: ['reuse', 'stop', 'port ok'],
  },
  {
    name: 'a socket that is bound and does not listen',
    held: ['tcp/0.0.0.0/81/none/bind'],
    ask: ['0.0.0.0:81'],
    ...REFUSED,
    rule: 'linux.old-lacks-reuseaddr',
    says: [/blocked by 0\.0\.0\.0:81 bound, not listening, SO_REUSEADDR off/, /held by node, pid \d+/],
    remedies: ['holder-option', 'stop', 'port ok'],
  },
  {
    name: 'a TIME_WAIT leftover, for a server without SO_REUSEADDR',
    held: ['tcp/127.0.0.1/8080/addr/timewait'],
    ask: ['8080', '--reuse', 'none'],
    ...REFUSED,
    rule: 'linux.timewait-inherits-flags',
    says: [
      /blocked by 127\.0\.0\.1:8080 to 127\.0\.0\.1:\d+ TIME_WAIT, \d\d s left, with its owner's options/,
      /held by no process: the kernel keeps it until it expires/,
      /would work set SO_REUSEADDR tried listen on 192\.0\.2\.2:8080 predicted, tried wait \d\d s predicted/,
    ],
    remedies: ['reuse ok', 'address ok', 'wait', 'port ok'],
  },
  {
    name: 'a TIME_WAIT leftover of a server with SO_REUSEADDR, for one that has it too',
    held: ['tcp/127.0.0.1/8080/addr/timewait'],
    ask: ['8080'],
    ...BINDS,
    rule: '',
    says: [/tried bind on 0\.0\.0\.0:8080, closed at once: ok/],
    remedies: [],
  },
  {
    name: 'a UDP holder with SO_REUSEADDR, for a newcomer without',
    held: ['udp/127.0.0.1/53/addr/bind'],
    ask: ['udp:127.0.0.1:53'],
    ...REFUSED,
    rule: 'linux.newcomer-lacks-reuseaddr',
    says: [
      /blocked by udp 127\.0\.0\.1:53 bound, SO_REUSEADDR on, SO_REUSEPORT off/,
      /set SO_REUSEADDR: it would take all datagrams of 127\.0\.0\.1:53 from the holder predicted stop/,
    ],
    remedies: ['reuse', 'stop', 'port ok'],
  },
  {
    name: 'a connection whose ephemeral port it happens to be',
    held: ['tcp/127.0.0.1/50005/none/connect'],
    ask: ['0.0.0.0:50005'],
    ...REFUSED,
    rule: 'linux.old-lacks-reuseaddr',
    says: [
      /blocked by 127\.0\.0\.1:50005 to 127\.0\.0\.1:9 ESTABLISHED/,
      /ephemeral the port is in the ephemeral range 32768-60999: the kernel may give it to any connection/,
      /stop node \(pid \d+\), and wait 60 s predicted/,
      /use port 10005 predicted, tried/,
    ],
    remedies: ['address ok', 'stop+wait', 'port ok'],
  },
  {
    name: 'a free port in the ephemeral range',
    held: [],
    ask: ['0.0.0.0:50005'],
    ...BINDS,
    rule: 'linux.port-free',
    says: [/unless net\.ipv4\.ip_local_reserved_ports reserves it/, /safer use port 10005 predicted, tried/],
    remedies: ['port ok'],
  },
  {
    name: 'the same, reserved',
    held: [],
    ask: ['0.0.0.0:50005'],
    host: { sysctls: { 'net.ipv4.ip_local_reserved_ports': '50000-50010' } },
    ...BINDS,
    rule: 'linux.port-free',
    says: [/it would bind/],
    remedies: [],
  },
  {
    name: 'a dual-stack [::] against 0.0.0.0',
    held: ['tcp/::/443/addr+dual/listen'],
    ask: ['0.0.0.0:443'],
    ...REFUSED,
    rule: 'linux.dual-stack-overlaps-ipv4',
    says: [
      /blocked by \[::\]:443 LISTEN, SO_REUSEADDR on, SO_REUSEPORT off, IPV6_V6ONLY off/,
      /make node set IPV6_V6ONLY on \[::\]:443 \(node: ipv6Only: true\), and restart it predicted/,
    ],
    remedies: ['holder-option', 'stop', 'port ok'],
  },
  {
    name: 'a 0.0.0.0 listener against [::]',
    held: ['tcp/0.0.0.0/443/addr/listen'],
    ask: ['[::]:443'],
    ...REFUSED,
    rule: 'linux.dual-stack-overlaps-ipv4',
    says: [
      /IPV6_V6ONLY \[::\] accepts IPv4 too \(net\.ipv6\.bindv6only\)/,
      /set IPV6_V6ONLY: it then serves IPv6 alone predicted, tried/,
    ],
    remedies: ['v6only ok', 'address ok', 'address ok', 'stop', 'port ok'],
  },
  {
    name: 'an address that the host does not have',
    held: [],
    ask: ['192.0.2.9:80'],
    code: 1,
    outcome: 'bind:EADDRNOTAVAIL',
    rule: 'linux.address-not-local',
    says: [/address this host has no such address observed/, /listen on 192\.0\.2\.2:80 predicted, tried/],
    remedies: ['address ok', 'address ok', 'address ok', 'freebind ok', 'sysctl', 'add-address'],
  },
  {
    name: 'the same, with IP_FREEBIND',
    held: [],
    ask: ['192.0.2.9:80', '--freebind'],
    ...BINDS,
    rule: 'linux.port-free',
    says: [/address this host has no such address; IP_FREEBIND lets it be bound/],
    remedies: [],
  },
  {
    name: 'an unprivileged user below port 1024',
    held: [],
    ask: ['0.0.0.0:80'],
    as: 'user',
    code: 1,
    outcome: 'bind:EACCES',
    rule: 'linux.privileged-port',
    says: [
      /privilege port 80 is below net\.ipv4\.ip_unprivileged_port_start \(1024\), and you have no CAP_NET_BIND_SERVICE/,
      /run it as root, or with CAP_NET_BIND_SERVICE/,
      /sysctl net\.ipv4\.ip_unprivileged_port_start=80 predicted/,
    ],
    remedies: ['capability', 'sysctl', 'port ok'],
  },
  {
    name: 'an unprivileged user where the sysctl lets it',
    held: [],
    ask: ['0.0.0.0:80', '--reuse', 'none'],
    as: 'user',
    host: { sysctls: { 'net.ipv4.ip_unprivileged_port_start': '80' } },
    ...BINDS,
    rule: 'linux.port-free',
    says: [/it would bind/],
    remedies: [],
  },
  {
    name: 'a tentative IPv6 address',
    held: [],
    ask: ['[fd00::7]:80'],
    before: 'echo 60 > /proc/sys/net/ipv6/conf/d1/dad_transmits; ip address add fd00::7/64 dev d1',
    code: 1,
    outcome: 'bind:EADDRNOTAVAIL',
    rule: 'linux.address-tentative',
    says: [
      /address the address is tentative: duplicate address detection is still running observed/,
      /set IP_FREEBIND: .* predicted, tried/,
      /wait a second or two, until duplicate address detection has ended predicted/,
    ],
    remedies: ['freebind ok', 'wait-dad', 'sysctl'],
  },
  {
    name: 'a holder that may not be seen',
    held: ['tcp/0.0.0.0/8080/none/listen'],
    ask: ['0.0.0.0:8080'],
    as: 'user',
    ...REFUSED,
    rule: 'linux.same-address-listening',
    says: [
      /blocked by 0\.0\.0\.0:8080 LISTEN, SO_REUSEADDR and SO_REUSEPORT unknown/,
      /held by a process of uid 0 that you cannot see: run as root observed/,
    ],
    remedies: ['port ok'],
  },
  {
    name: 'an option that decides and is not read',
    held: ['tcp/0.0.0.0/8080/port/listen'],
    ask: ['0.0.0.0:8080', '--reuse', 'port', '--passive'],
    code: 3,
    outcome: 'unknown',
    rule: 'linux.same-address-listening',
    says: [
      /^\? 0\.0\.0\.0:8080 tcp, SO_REUSEPORT: cannot tell whether it would bind/,
      /depends on SO_REUSEPORT of 0\.0\.0\.0:8080 LISTEN: if on, the bind passes; if off, EADDRINUSE/,
      /unread the holder's options are not read with --passive/,
      /tried nothing: --passive/,
    ],
    remedies: ['stop', 'port'],
  },
  {
    name: 'a device',
    held: ['tcp/0.0.0.0/8080/lo/listen'],
    ask: ['0.0.0.0:8080', '--device', 'd1'],
    ...BINDS,
    rule: 'linux.device-differs',
    says: [/0\.0\.0\.0%d1:8080 tcp, SO_REUSEADDR: it would bind/, /0\.0\.0\.0%lo:8080 LISTEN/],
    remedies: [],
  },
  {
    name: 'a link-local address without its interface',
    held: [],
    ask: ['[fe80::1]:80'],
    before: 'ip address add fe80::1/64 dev d1 nodad',
    code: 1,
    outcome: 'bind:EINVAL',
    rule: 'linux.link-local-without-scope',
    says: [/would work listen on \[fe80::1%d1\]:80 predicted, tried/],
    remedies: ['scope ok'],
  },
];

const kinds = ({ steps, tried }: AlternativeJson): string =>
  `${steps.map(({ kind }) => kind).join('+')}${tried === undefined ? '' : ` ${tried}`}`;

/** The answer as one line, and each line at most 80 columns. */
function flat(stdout: string): string {
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  return inReadingOrder(stdout);
}

describeWhere(canUnshare('root'), 'why', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
  });
  afterAll(() => probe.remove());

  test.each(CASES)('$name', async ({ held, ask, as, host: options, before, ...expected }) => {
    const host = await HeldHost.start(probe, held, { ...ONE_LINK, ...options });
    try {
      if (before !== undefined) expect(await host.run(['sh', '-c', before])).toMatchObject({ code: 0 });
      const why = (...more: string[]) => (as === 'user' ? host.whyAsUser(...ask, ...more) : host.why(...ask, ...more));
      const { code, stdout, stderr } = await why('--format', 'json');
      expect({ code, stderr }).toEqual({ code: expected.code, stderr: '' });
      const answer: WhyJson = JSON.parse(stdout);
      expect(answer.outcome).toBe(expected.outcome);
      if (expected.rule !== '') expect(answer.prediction.rule).toBe(expected.rule);
      expect(answer.trial?.agrees).toBe(ask.includes('--passive') ? undefined : true);
      expect(answer.alternatives.map(kinds)).toEqual(expected.remedies);
      const terminal = flat((await why()).stdout);
      for (const text of expected.says) expect(terminal).toMatch(text);
    } finally {
      host.stop();
    }
  });
});
