import { readdirSync, readlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANY, LOOPBACK } from '../../src/model/address.ts';
import { formatOutcome, OK, refused } from '../../src/model/outcome.ts';
import { connectWithin } from '../../src/net/connect.ts';
import { dropDatagram, peekSender } from '../../src/net/datagrams.ts';
import type { Sockets } from '../../src/net/socket.ts';
import { sendBytes } from '../../src/net/transfer.ts';
import { address } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';
import { canEnter, inside } from './inside.ts';

function openFd(sockets: Sockets, ...args: Parameters<Sockets['open']>): number {
  const opened = sockets.open(...args);
  if (!opened.ok) throw new Error(formatOutcome(opened.error));
  return opened.value;
}

/** Sockets of this process, by the inode that /proc shows. */
const openSockets = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return target.startsWith('socket:') ? [target] : [];
    } catch {
      return [];
    }
  });

describeWhere(canEnter(), 'sockets through libc', () => {
  test('each verb gives ok, or its call and errno', () => {
    inside((sockets) => {
      const first = openFd(sockets, 'tcp', 'inet');
      const second = openFd(sockets, 'tcp', 'inet');
      const to = sockets.sockaddr(ANY.inet, 50005);
      expect(sockets.bind(first, to)).toBe(OK);
      expect(sockets.listen(first, 5)).toBe(OK);
      expect(sockets.bind(second, to)).toBe(refused('bind', 'EADDRINUSE'));
      expect(sockets.bind(first, to)).toBe(refused('bind', 'EINVAL'));
      expect(sockets.bind(second, sockets.sockaddr(address('203.0.113.1'), 1))).toBe(refused('bind', 'EADDRNOTAVAIL'));
      expect(sockets.bind(second, sockets.sockaddr(LOOPBACK.inet6, 1))).toBe(refused('bind', 'EAFNOSUPPORT'));
      expect(connectWithin(sockets, second, sockets.sockaddr(LOOPBACK.inet, 1), 100)).toBe(
        refused('connect', 'ECONNREFUSED'),
      );
      expect(sockets.accept(first)).toEqual({ ok: false, error: refused('accept', 'EAGAIN') });
      expect(sockets.listen(999_999, 1)).toBe(refused('listen', 'EBADF'));
      expect(sockets.setOptions(999_999, { reuseaddr: true })).toBe(refused('setsockopt', 'EBADF'));
    });
  });

  test('a device that is not there is the option’s own failure', () => {
    inside((sockets) =>
      expect(sockets.setOptions(openFd(sockets, 'tcp', 'inet'), { device: 'nosuch0' })).toBe(
        refused('setsockopt', 'ENODEV'),
      ),
    );
  });

  test('every option that was set is set', () => {
    inside((sockets) => {
      const fd = openFd(sockets, 'tcp', 'inet6');
      expect(
        sockets.setOptions(fd, {
          reuseaddr: true,
          reuseport: true,
          v6only: true,
          device: 'lo',
          freebind: true,
          portRange: [40000, 40010],
        }),
      ).toBe(OK);
      expect(sockets.bind(fd, sockets.sockaddr(address('2001:db8::1'), 0))).toBe(OK);
      const name = sockets.localName(fd);
      expect(name?.address).toEqual(address('2001:db8::1'));
      expect(name?.port).toBeGreaterThanOrEqual(40000);
      expect(name?.port).toBeLessThanOrEqual(40010);
      expect(sockets.setOptions(fd, { v6only: false })).toBe(refused('setsockopt', 'EINVAL'));
    });
  });

  test('a connection is met by its listener, and its peer is the client', () => {
    inside((sockets) => {
      const listener = openFd(sockets, 'tcp', 'inet6');
      const to = sockets.sockaddr(ANY.inet6, 50005);
      expect([sockets.bind(listener, to), sockets.listen(listener, 5)]).toEqual([OK, OK]);
      const client = openFd(sockets, 'tcp', 'inet');
      expect(connectWithin(sockets, client, sockets.sockaddr(LOOPBACK.inet, 50005), 500)).toBe(OK);
      const accepted = sockets.accept(listener);
      expect(accepted).toMatchObject({
        ok: true,
        value: { peer: { address: address('::ffff:127.0.0.1'), port: sockets.localName(client)?.port } },
      });
    });
  });

  test('a datagram is seen without being read', () => {
    inside((sockets) => {
      const server = openFd(sockets, 'udp', 'inet');
      const to = sockets.sockaddr(LOOPBACK.inet, 50005);
      expect(sockets.bind(server, to)).toBe(OK);
      expect(peekSender(sockets, server)).toBeUndefined();
      const client = openFd(sockets, 'udp', 'inet');
      expect(sendBytes(sockets, client, 1, to, 100)).toBe(OK);
      expect(peekSender(sockets, server)).toEqual({ address: LOOPBACK.inet, port: sockets.localName(client)?.port });
      dropDatagram(sockets, server);
      expect(peekSender(sockets, server)).toBeUndefined();
    });
  });
});

describeWhere(canEnter(), 'no descriptor survives', () => {
  test('an exception', () => {
    const before = openSockets();
    const failing = (sockets: Sockets): never => {
      for (let i = 0; i < 2000; i++) openFd(sockets, i % 2 === 0 ? 'tcp' : 'udp', 'inet');
      throw new Error('in the middle');
    };
    expect(() => inside(failing)).toThrow('in the middle');
    expect(openSockets()).toEqual(before);
  });

  test('a failed open leaves nothing to close', () => {
    inside((sockets) => {
      const first = openFd(sockets, 'tcp', 'inet');
      sockets.close(first);
      sockets.closeAll();
      // The number is free again: had closeAll closed it once more, another descriptor would be gone.
      expect(openFd(sockets, 'tcp', 'inet')).toBe(first);
    });
  });
});
