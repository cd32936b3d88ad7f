import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listsBoundOnly } from '../../src/discover/linux/sockets.ts';
import type { SocketListing } from '../../src/discover/sockets.ts';
import { formatEndpoint } from '../../src/model/address.ts';
import type { HeldSocket } from '../../src/model/host.ts';
import { canUnshare, runInNamespace, type Who } from '../setup/namespace.ts';
import { describeWhere } from '../setup/where.ts';
import { buildProbe, type Probe } from './build-probe.ts';
import type { Made } from './held.ts';

type Owned = Omit<SocketListing, 'sockets'> & { readonly sockets: readonly HeldSocket[] };

let probe: Probe;
beforeAll(async () => {
  probe = await buildProbe();
});
afterAll(() => probe.remove());

/** Holds the sockets in a namespace of their own, and lists them there. */
async function holdAnd(who: Who, ...words: string[]): Promise<{ made: Made[]; listings: Owned[] }> {
  const { code, stdout, stderr } = await runInNamespace(probe.command('hold', ...words), {
    as: who,
    devices: ['v0'],
    addresses: ['192.0.2.1/24 dev v0', 'fe80::1/64 dev v0'],
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [made, ...listings] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { made, listings: listings.filter((listing) => listing !== null) };
}

/** So many ports, none next to another. */
const many = (count: number): string => Array.from({ length: count }, (_, i) => 2 * i + 1).join(',');

/** A listed socket in the words of `Made`; what differs from run to run is left out. */
const asMade = (socket: HeldSocket): Made => ({
  protocol: socket.protocol,
  local: formatEndpoint(socket.address, socket.port),
  state: socket.state,
  inode: socket.inode,
  ...(socket.peer && { peer: formatEndpoint(socket.peer.address, socket.peer.port) }),
  ...(socket.v6only !== undefined && { v6only: socket.v6only }),
  ...(socket.device !== undefined && { device: socket.device }),
});

const sorted = (sockets: readonly Made[]): Made[] =>
  [...sockets].sort((a, b) =>
    `${a.protocol} ${a.local} ${a.state}`.localeCompare(`${b.protocol} ${b.local} ${b.state}`),
  );

const on = (made: readonly Made[], ...ports: number[]): Made[] =>
  sorted(made.filter(({ local }) => ports.includes(Number(local.split(':').at(-1)))));

const WHO: readonly Who[] = ['root', 'user', 'userns'];
for (const who of WHO) {
  describeWhere(canUnshare(who), `sockets on a port, as ${who}`, () => {
    test('are all found, with state, peer, inode, v6only and device, and no other', async () => {
      const { made, listings } = await holdAnd(
        who,
        'sockets:50005',
        'sockets:50009,50007',
        'tcp:50005',
        'sockets:49999',
      );
      const [one, two, tcp, none] = listings;
      expect(sorted((one?.sockets ?? []).map(asMade))).toEqual(on(made, 50005));
      expect(sorted((two?.sockets ?? []).map(asMade))).toEqual(on(made, 50007, 50009));
      expect(sorted((tcp?.sockets ?? []).map(asMade))).toEqual(
        on(made, 50005).filter(({ protocol }) => protocol === 'tcp'),
      );
      expect(none).toEqual({ sockets: [], boundOnlyVisible: true });
      expect(on(made, 50005).map(({ state }) => state)).toContain('TIME_WAIT');
    });

    test('show their uid and owner, and how long TIME_WAIT lasts', async () => {
      const { listings } = await holdAnd(who, 'sockets:50005');
      const sockets = listings[0]?.sockets ?? [];
      const uid = who === 'user' ? 65534 : 0;
      for (const socket of sockets) {
        const nobodys = socket.state === 'TIME_WAIT' || socket.state === 'SYN_RECV';
        const owners = nobodys ? [] : [{ pid: expect.any(Number), command: expect.any(String) }];
        expect(socket).toMatchObject({ uid: nobodys ? 0 : uid, owners });
        expect(socket.expires).toEqual(socket.state === 'TIME_WAIT' ? expect.closeTo(60, -1) : undefined);
      }
      expect(new Set(sockets.flatMap(({ owners }) => owners.map(({ pid }) => pid))).size).toBe(1);
    });

    test('are among all sockets of the namespace, as are their neighbours', async () => {
      const { made, listings } = await holdAnd(who, 'all');
      const all = (listings[0]?.sockets ?? []).map(asMade);
      for (const socket of made) expect(all).toContainEqual(socket);
      expect(all.map(({ protocol, local, state }) => `${protocol} ${local} ${state}`)).toEqual(
        expect.arrayContaining(['tcp 127.0.0.1:50004 LISTEN', 'udp 127.0.0.1:50006 BOUND']),
      );
    });

    test('are picked by the kernel, so that others cost little', async () => {
      const ports = ['50005', '50004,50005', '1,3,50004,65535', many(1000), many(1500)];
      const { listings } = await holdAnd(who, ...ports.map((list) => `filtered:${list}`));
      expect(listings).toEqual([[50005], [50004, 50005], [50004], [], []].map((value) => ({ ok: true, value })));
    });

    test('come from /proc/net where netlink is refused: all but those that are bound only', async () => {
      const { made, listings } = await holdAnd(who, 'refuse', 'sockets:50005,50007,50009', 'tcp:50005');
      const [listed, tcp] = listings;
      const short = { boundOnlyVisible: false, sockDiagRefused: 'EAFNOSUPPORT' };
      expect(listings).toMatchObject([short, short]);
      expect(tcp?.sockets.length).toBe(listed?.sockets.filter((s) => s.protocol === 'tcp' && s.port === 50005).length);
      const shown = made
        .filter(({ protocol, state }) => protocol === 'udp' || state !== 'BOUND')
        .map(({ v6only, device, ...rest }) => ({ ...rest, local: rest.local.replace('%v0', '') }));
      expect(sorted((listed?.sockets ?? []).map(asMade))).toEqual(sorted(shown));
      const left = listed?.sockets.find(({ state }) => state === 'TIME_WAIT')?.expires;
      expect(left).toBeCloseTo(60, -1);
    });
  });
}

describeWhere(canUnshare(), 'the owners of a socket', () => {
  test('are all the processes that share it', async () => {
    const { stdout } = await runInNamespace(probe.command('shared'));
    const { owners, found } = JSON.parse(stdout);
    expect(owners).toHaveLength(2);
    expect(found).toEqual([owners]);
  });
});

describeWhere(canUnshare('root'), 'a socket of another user', () => {
  test('is listed with its uid and inode, and without owners', async () => {
    const { made, listings } = await holdAnd('root', 'user:sockets=50005');
    expect(sorted((listings[0]?.sockets ?? []).map(asMade))).toEqual(on(made, 50005));
    expect(listings[0]?.sockets.map(({ uid, owners }) => ({ uid, owners }))).toEqual(
      on(made, 50005).map(() => ({ uid: 0, owners: [] })),
    );
  });
});

describe('bound-only sockets', () => {
  test.each([
    ['6.18.44', true],
    ['6.8.0-31-generic', true],
    ['7.0.0', true],
    ['6.7.12', false],
    ['5.14.0-503.el9', false],
    ['4.4.0', false],
  ])('are listed by Linux %s: %s', (kernel, visible) => {
    expect(listsBoundOnly(kernel)).toBe(visible);
  });
});
