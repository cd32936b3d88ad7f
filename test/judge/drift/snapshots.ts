import fc from 'fast-check';
import { readHostDocument } from '../../../src/inputs/snapshot/read.ts';
import { type Address, parseAddress } from '../../../src/model/address.ts';
import type { HostSnapshot, KeptSocket, SocketField } from '../../../src/model/host-snapshot.ts';
import { WEB } from '../../inputs/snapshot/documents.ts';

export const at = (text: string): Address => {
  const read = parseAddress(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

/** A host with nginx on every address and sshd on one, as root sees it. */
export const web: HostSnapshot = (() => {
  const read = readHostDocument(JSON.stringify(WEB));
  if (!read.ok) throw new Error(read.error[0].message);
  return read.value;
})();

export const [nginx, sshd] = web.sockets as [KeptSocket, KeptSocket];

/** The same host with these listeners. */
export const withSockets = (...sockets: readonly KeptSocket[]): HostSnapshot => ({ ...web, sockets });

/** What an ordinary user sees of it: neither owners nor options of other users' sockets. */
export const asUserSees = (whole: HostSnapshot, uid = 1000): HostSnapshot => ({
  ...whole,
  sight: { ...whole.sight, uid, hidden: 'no root' },
  sockets: whole.sockets.map(hiddenSocket),
});

function hiddenSocket({ reuseaddr: _addr, reuseport: _port, ...rest }: KeptSocket): KeptSocket {
  const unknown = ['reuseaddr', 'reuseport', 'owners'] as const;
  return { ...rest, owners: [], unknown: [...new Set<SocketField>([...rest.unknown, ...unknown])] };
}

const owner = fc.constantFrom(
  { command: 'nginx', uid: 0, user: 'root' },
  { command: 'nginx', uid: 33, user: 'www-data' },
  { command: 'sshd', uid: 0, user: 'root' },
  { command: 'app', uid: 1001 },
);

const socket: fc.Arbitrary<KeptSocket> = fc
  .record({
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    address: fc.constantFrom('0.0.0.0', '::', '192.0.2.10', '127.0.0.1').map(at),
    port: fc.constantFrom(22, 80, 40_000),
    uid: fc.constantFrom(0, 33),
    reuseaddr: fc.boolean(),
    reuseport: fc.boolean(),
    device: fc.option(fc.constantFrom('eth0', 'eth1'), { nil: undefined }),
    owners: fc.uniqueArray(owner, { maxLength: 2, selector: (one) => `${one.command}${one.uid}` }),
    count: fc.option(fc.constant(2), { nil: undefined }),
    listens: fc.boolean(),
    hidden: fc.boolean(),
  })
  .map(({ device, count, listens, hidden, address, protocol, ...rest }) => {
    const one: KeptSocket = {
      ...rest,
      protocol,
      address,
      state: protocol === 'tcp' && listens ? 'LISTEN' : 'BOUND',
      ...(address.family === 'inet6' ? { v6only: rest.reuseaddr } : {}),
      ...(device === undefined ? {} : { device }),
      ...(count === undefined ? {} : { count }),
      unknown: [],
    };
    return hidden ? hiddenSocket(one) : one;
  });

const addresses = fc.uniqueArray(
  fc.record({
    address: fc.constantFrom('192.0.2.10', '192.0.2.11', 'fd00::7').map(at),
    interface: fc.constantFrom('eth0', 'eth1'),
    prefix: fc.constantFrom(24, 32),
    state: fc.constantFrom('ok' as const, 'tentative' as const),
    link: fc.constant('up' as const),
  }),
  { maxLength: 4, selector: (one) => `${one.address.ip} ${one.interface}` },
);

/** Hosts of few words, so that two of them often have something in common. */
export const snapshot: fc.Arbitrary<HostSnapshot> = fc
  .record({
    kernel: fc.constantFrom('6.1.0', '6.12.1'),
    ipv6: fc.boolean(),
    unread: fc.boolean(),
    boundOnly: fc.boolean(),
    bindv6only: fc.constantFrom('0', '1', undefined),
    hidden: fc.boolean(),
    addresses,
    sockets: fc.array(socket, { maxLength: 5 }),
    links: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('eth0', 'eth1'), link: fc.constantFrom('up' as const, 'down' as const) }),
      { selector: ({ name }) => name },
    ),
  })
  .map(({ kernel, unread, boundOnly, bindv6only, hidden, links, ...rest }) => ({
    ...web,
    ...rest,
    facts: {
      os: 'linux',
      hostname: 'web-1',
      kernel,
      sysctls: unread || bindv6only === undefined ? {} : { 'net.ipv6.bindv6only': bindv6only },
      ...(unread ? { unread: ['sysctls'] as const } : {}),
    },
    sight: { uid: 0, boundOnly, ...(hidden ? { hidden: 'no root' as const } : {}) },
    interfaces: links.map((one, i) => ({ ...one, index: i + 1, loopback: false })),
  }));
