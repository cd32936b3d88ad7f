import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../../src/judge/drift/compare.ts';
import type { Change, ChangeKind, Comparison, Unseen } from '../../../src/model/drift.ts';
import type { HostSnapshot, KeptSocket } from '../../../src/model/host-snapshot.ts';
import { asUserSees, at, nginx, snapshot, sshd, web, withSockets } from './snapshots.ts';

/** `listener-option tcp 0.0.0.0:80 reuseport: off -> on` */
const inShort = ({ kind, subject, trait, setting, before = '', now = '' }: Change): string =>
  `${[kind, subject, ...(trait ? [trait] : []), ...(setting ? [setting] : [])].join(' ')}: ${before} -> ${now}`;

const changes = (before: HostSnapshot, now: HostSnapshot): string[] =>
  compareSnapshots(before, now).changes.map(inShort);

const unseen = (before: HostSnapshot, now: HostSnapshot): string[] =>
  compareSnapshots(before, now).unseen.map(({ what, side }) => `${what} ${side}`);

const OWNERS = 'nginx (root), nginx (www-data)';
const node: KeptSocket = { ...sshd, port: 3000, owners: [{ command: 'node', uid: 1001 }] };
const dns: KeptSocket = { ...node, protocol: 'udp', state: 'BOUND', port: 45_000 };
const dual: KeptSocket = { ...nginx, address: at('::'), v6only: false };
const facts = (more: Partial<HostSnapshot['facts']>): HostSnapshot => ({ ...web, facts: { ...web.facts, ...more } });
const gone = web.addresses.filter(({ prefix }) => prefix !== 24);

describe('listeners of two snapshots', () => {
  it.each<[string, readonly KeptSocket[], readonly KeptSocket[], readonly string[]]>([
    ['gone', [nginx, sshd], [nginx], ['listener-gone tcp 192.0.2.10:22: sshd (root) -> ']],
    ['new', [nginx], [nginx, node], ['listener-new tcp 192.0.2.10:3000:  -> node (uid 1001)']],
    [
      'an option turned',
      [nginx],
      [{ ...nginx, reuseport: true, count: 2 }],
      ['listener-option tcp 0.0.0.0:80 reuseport: off -> on', 'listener-option tcp 0.0.0.0:80 copies: 1 -> 2'],
    ],
    ['IPV6_V6ONLY', [dual], [{ ...dual, v6only: true }], ['listener-option tcp [::]:80 v6only: off -> on']],
    ['a device', [nginx], [{ ...nginx, device: 'eth0' }], ['listener-option tcp 0.0.0.0:80 device: none -> eth0']],
    ['the backlog', [nginx], [{ ...nginx, backlog: 4096 }], ['listener-option tcp 0.0.0.0:80 backlog: 511 -> 4096']],
    ['who made it', [nginx], [{ ...nginx, uid: 33 }], ['listener-option tcp 0.0.0.0:80 uid: 0 -> 33']],
    [
      'no listen yet',
      [{ ...node, state: 'BOUND' }],
      [node],
      ['listener-option tcp 192.0.2.10:3000 state: BOUND -> LISTEN'],
    ],
    [
      'an owner',
      [nginx],
      [{ ...nginx, owners: node.owners }],
      [`listener-owner tcp 0.0.0.0:80: ${OWNERS} -> node (uid 1001)`],
    ],
    [
      'another address of the port',
      [sshd],
      [{ ...sshd, address: at('192.0.2.11') }],
      ['listener-moved tcp 192.0.2.10:22 and tcp 192.0.2.11:22: tcp 192.0.2.10:22 -> tcp 192.0.2.11:22'],
    ],
    [
      'two servers of one endpoint, of which one ends',
      [nginx, { ...nginx, owners: node.owners }],
      [{ ...nginx, owners: node.owners }],
      [`listener-gone tcp 0.0.0.0:80: ${OWNERS} -> `],
    ],
    [
      'a name of a user alone',
      [nginx],
      [{ ...nginx, owners: nginx.owners.map(({ command, uid }) => ({ command, uid: uid ?? 0 })) }],
      [],
    ],
    ['a client’s socket on an automatic port', [nginx], [nginx, dns], []],
    [
      'the kernel’s own socket there',
      [nginx],
      [nginx, { ...dns, owners: [] }],
      ['listener-new udp 192.0.2.10:45000:  -> no process'],
    ],
  ])('%s', (_what, before, now, expected) => {
    expect(changes(withSockets(...before), withSockets(...now))).toEqual(expected);
  });

  it('a listener that is gone names who has its clients now', () => {
    const [change] = compareSnapshots(withSockets(sshd, dual), withSockets({ ...dual, port: 22 })).changes.filter(
      ({ kind }) => kind === 'listener-gone',
    );
    expect(change?.others).toEqual(['tcp [::]:22 (nginx)']);
  });

  it('what root saw and an ordinary user does not see is no change', () => {
    expect(changes(web, asUserSees(web))).toEqual([]);
    expect(unseen(web, asUserSees(web))).toEqual(['reuseaddr now', 'reuseport now', 'owners now']);
    expect(unseen(asUserSees(web), web)).toEqual(['reuseaddr before', 'reuseport before', 'owners before']);
  });

  it('an owner that one sees and that was not among all owners before is a change', () => {
    const seen: KeptSocket = { ...nginx, owners: node.owners, unknown: ['owners'] };
    expect(changes(withSockets(nginx), withSockets(seen))).toHaveLength(1);
    expect(changes(withSockets(nginx), withSockets({ ...seen, owners: nginx.owners.slice(1) }))).toEqual([]);
  });

  it('of what the same user sees both times another owner is a change, and of two users it is not', () => {
    const [mine, other] = [node, sshd].map(
      (one): HostSnapshot => ({
        ...asUserSees(web),
        sockets: [{ ...nginx, owners: one.owners, unknown: ['owners'] }],
      }),
    ) as [HostSnapshot, HostSnapshot];
    expect(changes(mine, other)).toHaveLength(1);
    expect(changes(mine, { ...other, sight: { ...other.sight, uid: 7 } })).toEqual([]);
  });

  it('a kernel that does not list bound sockets cannot say that one is gone', () => {
    const blind: HostSnapshot = { ...withSockets(), sight: { uid: 0, boundOnly: false } };
    expect(changes(withSockets({ ...node, state: 'BOUND' }), blind)).toEqual([]);
    expect(unseen(withSockets({ ...node, state: 'BOUND' }), blind)).toEqual(['bound sockets now']);
  });
});

describe('hosts of two snapshots', () => {
  it.each<[string, HostSnapshot, readonly string[]]>([
    ['another name', facts({ hostname: 'web-2' }), ['hostname hostname: web-1 -> web-2']],
    ['a kernel', facts({ kernel: '6.12.1' }), ['kernel kernel: linux 6.1.0-18-amd64 -> linux 6.12.1']],
    [
      'a build',
      facts({ kernelBuild: '#2' }),
      ['kernel kernel: linux 6.1.0-18-amd64 #1 SMP Debian 6.1.76-1 -> linux 6.1.0-18-amd64 #2'],
    ],
    [
      'sysctls',
      facts({ sysctls: { 'net.ipv6.bindv6only': '1', 'net.core.somaxconn': '128' } }),
      [
        'sysctl net.core.somaxconn:  -> 128',
        'sysctl net.ipv4.ip_local_port_range: 32768 60999 -> ',
        'sysctl net.ipv6.bindv6only: 0 -> 1',
      ],
    ],
    ['sysctls that could not be read', facts({ sysctls: {}, unread: ['sysctls'] }), []],
    ['no IPv6', { ...web, ipv6: false }, ['ipv6 IPv6: on -> off']],
    [
      'a route of AnyIP',
      { ...web, localRoutes: [{ kind: 'local', address: at('10.5.0.0'), prefix: 16, index: 1 }] },
      ['local-route local 10.5.0.0/16:  -> there'],
    ],
    [
      'a removed route',
      { ...web, unrouted: [{ kind: 'local', address: at('192.0.2.10'), prefix: 32 }] },
      ['local-route local 192.0.2.10/32: there -> '],
    ],
    [
      'localhost',
      { ...web, localhost: [at('127.0.0.1')] },
      ['localhost localhost in /etc/hosts: ::1, 127.0.0.1 -> 127.0.0.1'],
    ],
    [
      'a link',
      { ...web, interfaces: web.interfaces.map((one) => (one.loopback ? one : { ...one, link: 'down', mtu: 9000 })) },
      ['link eth0: up -> down', 'interface-setting eth0 mtu: 1500 -> 9000'],
    ],
    ['an interface that is gone', { ...web, interfaces: web.interfaces.slice(0, 1) }, ['interface-gone eth0: up -> ']],
    ['another index', { ...web, interfaces: web.interfaces.map((one) => ({ ...one, index: one.index + 7 })) }, []],
    ['an address that is gone', { ...web, addresses: gone }, ['address-gone 192.0.2.10: eth0 -> ']],
    [
      'an address on another interface',
      { ...web, addresses: web.addresses.map((one) => (one.prefix === 24 ? { ...one, interface: 'eth1' } : one)) },
      ['address-moved 192.0.2.10: eth0 -> eth1'],
    ],
    [
      'a prefix and a state',
      {
        ...web,
        addresses: web.addresses.map((one) =>
          one.prefix === 24 ? { ...one, prefix: 25 } : { ...one, state: 'deprecated' },
        ),
      },
      [
        'address-state 127.0.0.1: ok -> deprecated',
        'address-state ::1: ok -> deprecated',
        'address-state 192.0.2.10: /24 ok -> /25 ok',
        'address-state fe80::1%eth0: ok -> deprecated',
      ],
    ],
  ])('%s', (_what, now, expected) => {
    expect(changes(web, now)).toEqual(expected);
  });
});

/** What comes of a change if the snapshots are swapped. */
const MIRRORED: Readonly<Partial<Record<ChangeKind, ChangeKind>>> = {
  'interface-gone': 'interface-new',
  'interface-new': 'interface-gone',
  'address-gone': 'address-new',
  'address-new': 'address-gone',
  'listener-gone': 'listener-new',
  'listener-new': 'listener-gone',
};

const mirrored = ({ before, now, kind, ...rest }: Change): string =>
  inShort({
    ...rest,
    kind: MIRRORED[kind] ?? kind,
    ...(now === undefined ? {} : { before: now }),
    ...(before === undefined ? {} : { now: before }),
  });

/** What else changed of a listener that moved is told of where it is now: here of both places. */
const placeless = ({ changes: all }: Comparison): readonly Change[] => {
  const moved = all.filter(({ kind }) => kind === 'listener-moved');
  const placeOf = ({ subject }: Change): string =>
    moved.find((one) => one.now === subject || one.before === subject)?.subject ?? subject;
  return all.map((one) => ({ ...one, subject: placeOf(one) }));
};

const SIDES: Readonly<Record<Unseen['side'], Unseen['side']>> = { before: 'now', now: 'before', both: 'both' };

const unseenIn = ({ unseen: all }: Comparison, swap: boolean): string[] =>
  all.map(({ what, side, subjects }) => `${what} ${swap ? SIDES[side] : side} ${[...subjects].sort()}`).sort();

describe('whatever two snapshots have', () => {
  it('one and itself have nothing that differs', () => {
    fc.assert(
      fc.property(snapshot, (one) => {
        const { changes: all, passing, unseen: hidden } = compareSnapshots(one, structuredClone(one));
        expect([all, passing, hidden.filter(({ side }) => side !== 'both')]).toEqual([[], [], []]);
      }),
    );
  });

  it('to swap them swaps what was and what is', () => {
    fc.assert(
      fc.property(snapshot, snapshot, (a, b) => {
        const [there, back] = [compareSnapshots(a, b), compareSnapshots(b, a)];
        expect(placeless(back).map(inShort).sort()).toEqual(placeless(there).map(mirrored).sort());
        expect([...back.passing].sort()).toEqual([...there.passing].sort());
        expect(unseenIn(back, false)).toEqual(unseenIn(there, true));
      }),
    );
  });

  it('what only one side can see is never a change', () => {
    fc.assert(
      fc.property(snapshot, (one) => {
        const known = { ...one, sight: { uid: 0, boundOnly: true } };
        expect(compareSnapshots(known, asUserSees(known)).changes).toEqual([]);
        expect(compareSnapshots(asUserSees(known), known).changes).toEqual([]);
      }),
    );
  });
});
