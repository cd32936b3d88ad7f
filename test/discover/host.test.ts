import { release } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatAddress } from '../../src/model/address.ts';
import type { Host, Interface, LocalAddress } from '../../src/model/host.ts';
import { canUnshare, type NamespaceOptions, runInNamespace, tryCommand, type Who } from '../setup/namespace.ts';
import { type Able, describeWhere } from '../setup/where.ts';
import { buildProbe, type Probe } from './build-probe.ts';
import { expectedAddresses, expectedInterfaces, type IpLink } from './ip-json.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await buildProbe();
});
afterAll(() => probe.remove());

/** While the kernel still settles thousands of addresses, ip(8) says that its list may be inconsistent. */
const IP_JSON = `
for _ in $(seq 50); do
  json=$(ip -json address 2>&1)
  case $json in *interrupted*) sleep 0.1 ;; *) break ;; esac
done
printf '%s\\n' "$json"
`;

/** Lays a namespace out, and asks ip(8) and discover what is there. */
async function look(setup: string, options: NamespaceOptions = {}): Promise<{ ip: IpLink[]; host: Host }> {
  const script = `set -e; ${setup}\n${IP_JSON}\nexec "$@"`;
  const argv = ['sh', '-c', script, 'sh', ...probe.command('host')];
  const { code, stdout, stderr } = await runInNamespace(argv, options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [ip = '', host = ''] = stdout.trim().split('\n');
  return { ip: JSON.parse(ip), host: JSON.parse(host).value };
}

const row = ({ address, interface: name, prefix, state, link }: LocalAddress): string =>
  `${name} ${formatAddress(address)}/${prefix} ${state} ${link}`;

const named = (host: Host, name: string): Interface | undefined => host.interfaces.find((link) => link.name === name);

/** `v-up` has a peer that is up, `v-quiet` one that is down; `v-off` was never brought up. No address comes by itself. */
const LINKS = `
for name in v-up v-quiet v-off; do
  ip link add $name type veth peer name $name-peer
  ip link set $name addrgenmode none; ip link set $name-peer addrgenmode none
done
ip link set v-up mtu 1400 up; ip link set v-up-peer up; ip link set v-quiet up
`;

const MADE_BY: readonly Who[] = ['root', 'userns'];
for (const who of MADE_BY) {
  describeWhere(canUnshare(who), `the addresses, as ${who}`, () => {
    test('are all of every interface, whether its link is up or not', async () => {
      const { ip, host } = await look(
        `${LINKS}
        ip address add 192.0.2.1/24 dev v-up; ip address add 192.0.2.2/24 dev v-up; ip address add 10.1.2.3/31 dev v-up
        ip address add 2001:db8:1::1/64 dev v-up nodad; ip address add fe80::1/64 dev v-up nodad
        ip address add 198.51.100.1/25 dev v-quiet; ip address add 2001:db8:2::1/64 dev v-quiet nodad
        ip address add 203.0.113.1/32 dev v-off`,
        { as: who },
      );
      expect(host.addresses.map(row).sort()).toEqual(
        [
          'lo 127.0.0.1/8 ok up',
          'lo ::1/128 ok up',
          'v-off 203.0.113.1/32 ok down',
          'v-quiet 198.51.100.1/25 ok no-carrier',
          'v-quiet 2001:db8:2::1/64 ok no-carrier',
          'v-up 10.1.2.3/31 ok up',
          'v-up 192.0.2.1/24 ok up',
          'v-up 192.0.2.2/24 ok up',
          'v-up 2001:db8:1::1/64 ok up',
          'v-up fe80::1%v-up/64 ok up',
        ].sort(),
      );
      expect(named(host, 'v-up')).toMatchObject({ link: 'up', loopback: false, mtu: 1400 });
      expect(named(host, 'v-quiet-peer')).toMatchObject({ link: 'down' });
      expect(host.interfaces).toEqual(expectedInterfaces(ip));
      expect(host.addresses.map(row).sort()).toEqual(expectedAddresses(ip).map(row).sort());
    });

    test('with a label belong to the interface, whatever the label is', async () => {
      const { ip, host } = await look(
        `ip link add v-up type veth peer name v-up-peer
        ip address add 192.0.2.1/24 dev v-up label v-up:1; ip address add 192.0.2.2/24 dev v-up label v-up:web
        ip address add 127.0.0.2/8 dev lo label lo:0`,
        { as: who },
      );
      expect(ip.flatMap(({ addr_info }) => addr_info.map(({ label }) => label))).toEqual(
        expect.arrayContaining(['v-up:1', 'v-up:web', 'lo:0']),
      );
      expect(host.addresses.map((a) => `${a.interface} ${a.address.ip}`)).toEqual([
        'lo 127.0.0.1',
        'lo 127.0.0.2',
        'v-up 192.0.2.1',
        'v-up 192.0.2.2',
        'lo ::1',
      ]);
      expect(host.interfaces.map(({ name }) => name).sort()).toEqual(['lo', 'v-up', 'v-up-peer']);
    });

    test('of IPv6 are tentative, deprecated or refused by their neighbours', async () => {
      const { ip, host } = await look(
        `${LINKS}
        echo 0 > /proc/sys/net/ipv6/conf/v-up/router_solicitation_delay
        ip address add 2001:db8::1/64 dev v-quiet
        ip address add 2001:db8::2/64 dev v-up nodad preferred_lft 0
        ip address add 2001:db8::3/64 dev v-up-peer nodad; ip address add 2001:db8::3/64 dev v-up
        for _ in $(seq 50); do ip address show v-up | grep -q dadfailed && break; sleep 0.1; done`,
        { as: who },
      );
      expect(
        host.addresses
          .filter(({ address }) => address.ip.startsWith('2001:'))
          .map(row)
          .sort(),
      ).toEqual([
        'v-quiet 2001:db8::1/64 tentative no-carrier',
        'v-up 2001:db8::2/64 deprecated up',
        'v-up 2001:db8::3/64 dadfailed up',
        'v-up-peer 2001:db8::3/64 ok up',
      ]);
      expect(host.addresses.map(row).sort()).toEqual(expectedAddresses(ip).map(row).sort());
    });

    test('may be thousands', async () => {
      const lines = Array.from({ length: 4000 }, (_, i) =>
        i % 2 === 0
          ? `address add 10.9.${i >> 8}.${i & 255}/32 dev lo`
          : `address add 2001:db8::${i.toString(16)}/128 dev lo nodad`,
      );
      const { ip, host } = await look('ip -batch -', { as: who, input: `${lines.join('\n')}\n` });
      expect(host.addresses).toHaveLength(4002);
      expect(host.addresses.map(row).sort()).toEqual(expectedAddresses(ip).map(row).sort());
    });
  });
}

const canTun = (): Able => (canUnshare() === true ? tryCommand(['test', '-w', '/dev/net/tun']) : canUnshare());

describeWhere(
  canTun(),
  'an interface without hardware address, without any address, or with a number for a name',
  () => {
    test('is listed', async () => {
      const { ip, host } = await look('ip tuntap add tun7 mode tun; ip link add v-up type veth peer name 7');
      expect(host.interfaces.map(({ name }) => name).sort()).toEqual(['7', 'lo', 'tun7', 'v-up']);
      expect(host.interfaces).toEqual(expectedInterfaces(ip));
    });
  },
);

describeWhere(canUnshare(), 'the facts', () => {
  test('are those of the namespace', async () => {
    const { host } = await look('', {
      sysctls: {
        'net.ipv4.ip_unprivileged_port_start': '81',
        'net.ipv4.ip_local_port_range': '2000 3001',
        'net.ipv4.ip_local_reserved_ports': '2500-2510,2600',
        'net.ipv6.bindv6only': '1',
      },
    });
    expect(host.facts).toMatchObject({
      os: 'linux',
      kernel: release(),
      uid: 0,
      netns: expect.stringMatching(/^net:\[\d+\]$/),
    });
    expect(host.facts.sysctls).toMatchObject({
      'net.ipv4.ip_unprivileged_port_start': '81',
      'net.ipv4.ip_local_port_range': '2000 3001',
      'net.ipv4.ip_local_reserved_ports': '2500-2510,2600',
      'net.ipv6.bindv6only': '1',
      'net.ipv6.conf.all.disable_ipv6': '0',
    });
    expect(host.ipv6).toBe(true);
  });

  test('still say that IPv6 sockets exist where disable_ipv6 took the addresses away', async () => {
    const { host } = await look('', { sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' } });
    expect(host).toMatchObject({ ipv6: true, facts: { sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' } } });
    expect(host.addresses.map(({ address }) => address.ip)).toEqual(['127.0.0.1']);
  });
});

describe('uid and capabilities', () => {
  const cases: readonly (readonly [Who, number, readonly string[]])[] = [
    ['root', 0, ['CAP_SETUID', 'CAP_NET_BIND_SERVICE', 'CAP_NET_ADMIN', 'CAP_NET_RAW', 'CAP_SYS_PTRACE']],
    ['userns', 0, ['CAP_SETUID', 'CAP_NET_BIND_SERVICE', 'CAP_NET_ADMIN', 'CAP_NET_RAW']],
    ['user', 65534, []],
  ];
  for (const [who, uid, capabilities] of cases) {
    describeWhere(canUnshare(who), `of ${who}`, () => {
      test('are the effective ones that count in its namespaces', async () => {
        const { host } = await look('', { as: who });
        expect(host.facts).toMatchObject({ uid, capabilities });
      });
    });
  }
});

describeWhere(canUnshare('root'), 'a container that hides /proc', () => {
  test('still shows its addresses and sockets', async () => {
    const script = 'mount -t tmpfs none /proc && exec "$@"';
    const argv = ['unshare', '--mount', '--', 'sh', '-c', script, 'sh', ...probe.command('host', 'all')];
    const { code, stdout } = await runInNamespace(argv, { as: 'root', addresses: ['10.10.2.102'] });
    const [host, all] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(host.value.facts).toMatchObject({ kernel: release(), sysctls: {}, netns: '', unread: ['sysctls'] });
    // The kernel itself tells them, capget(2).
    expect(host.value.facts.capabilities).toContain('CAP_NET_BIND_SERVICE');
    expect(host.value.addresses.map(row)).toEqual([
      'lo 127.0.0.1/8 ok up',
      'lo 10.10.2.102/32 ok up',
      'lo ::1/128 ok up',
    ]);
    expect(all).toEqual({ sockets: [], boundOnlyVisible: true });
  });
});

describeWhere(canUnshare(), 'getifaddrs(3)', () => {
  test('lists the same interfaces and addresses as rtnetlink, without the MTU and the state', async () => {
    const script = `set -e; ${LINKS}
      ip address add 192.0.2.1/24 dev v-up label v-up:1; ip address add 192.0.2.9 peer 192.0.2.10/32 dev v-quiet
      ip address add 2001:db8:1::1/64 dev v-up nodad preferred_lft 0; ip address add fe80::1/64 dev v-off nodad
      exec "$@"`;
    const argv = ['sh', '-c', script, 'sh', ...probe.command('host', 'byc')];
    const { stdout } = await runInNamespace(argv);
    const [host, byC] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).value);
    expect(host.addresses).toHaveLength(6);
    expect(byC).toEqual({
      interfaces: host.interfaces.map(({ mtu: _, ...link }: Interface) => link),
      addresses: host.addresses.map((one: LocalAddress) => ({ ...one, state: 'ok' })),
    });
  });
});

describeWhere(canUnshare(), 'where netlink is refused', () => {
  test('one line says so, and what to allow', async () => {
    const { stdout } = await runInNamespace(probe.command('refuse', 'host'));
    expect(JSON.parse(stdout.trim().split('\n')[1] ?? '')).toEqual({
      ok: false,
      error: {
        message: 'list the local addresses: getifaddrs() failed with EAFNOSUPPORT',
        hint: expect.stringContaining('AF_NETLINK'),
      },
    });
  });
});
