import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { discoverHost } from '../../src/discover/host.ts';
import { formatAddress } from '../../src/model/address.ts';
import { OK, refused } from '../../src/model/outcome.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

function found() {
  const host = discoverHost();
  if (!host.ok) throw new Error(host.error.message);
  return host.value;
}

describeWhere(canEnter(), 'a network namespace configured by rtnetlink', () => {
  test('has lo and nothing else where the layout is empty', () => {
    const host = inside(found);
    expect(host.interfaces.map((i) => [i.name, i.link])).toEqual([['lo', 'up']]);
    expect(host.addresses.map((a) => formatAddress(a.address))).toEqual(['127.0.0.1', '::1']);
  });

  test('has the devices, addresses and sysctls of its layout, usable at once', () => {
    const layout = {
      devices: [
        { name: 'd1', link: 'up', addresses: [address('192.0.2.7'), address('fe80::7%d1')] },
        { name: 'd2', link: 'no-carrier', addresses: [address('192.0.2.8')] },
        { name: 'd3', link: 'down', addresses: [address('192.0.2.9')] },
      ],
      loopback: [address('10.10.2.102'), address('fd00:1::101')],
      sysctls: { 'net.ipv4.ip_unprivileged_port_start': '80' },
    } as const;
    const { host, outcomes, sysctl } = inside((sockets) => {
      const seen = found();
      const bound = seen.addresses.map(({ address: a }) => {
        const fd = sockets.open('tcp', a.family);
        return fd.ok ? sockets.bind(fd.value, sockets.sockaddr(a, 80)) : fd.error;
      });
      return {
        host: seen,
        outcomes: bound,
        sysctl: readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8').trim(),
      };
    }, layout);
    const links = Object.fromEntries(host.interfaces.map((i) => [i.name, i.link]));
    // The kernel says no-carrier of d2 up to a second later (linkwatch, net/core/link_watch.c).
    expect(links).toMatchObject({ d1: 'up', d3: 'down' });
    expect(host.addresses.map((a) => `${a.interface} ${formatAddress(a.address)} ${a.state}`).sort()).toEqual([
      'd1 192.0.2.7 ok',
      'd1 fe80::7%d1 ok',
      'd2 192.0.2.8 ok',
      'd3 192.0.2.9 ok',
      'lo 10.10.2.102 ok',
      'lo 127.0.0.1 ok',
      'lo ::1 ok',
      'lo fd00:1::101 ok',
    ]);
    expect(new Set(outcomes)).toEqual(new Set([OK]));
    expect(sysctl).toBe('80');
  });

  test('an address on lo does not make its whole subnet local', () => {
    const outcome = inside(
      (sockets) => {
        const fd = sockets.open('tcp', 'inet');
        return fd.ok ? sockets.bind(fd.value, sockets.sockaddr(address('192.168.1.102'), 1)) : fd.error;
      },
      { loopback: [address('192.168.1.101')] },
    );
    expect(outcome).toBe(refused('bind', 'EADDRNOTAVAIL'));
  });

  test('a layout that the kernel refuses gives the operation and its errno, and the thread is back outside', () => {
    const before = networkInterfaces();
    expect(() => inside(() => 0, { sysctls: { 'net.ipv4.nosuch': '1' } })).toThrow('sysctl net.ipv4.nosuch=1: ENOENT');
    expect(() => inside(() => 0, { devices: [{ name: 'lo', link: 'up', addresses: [] }] })).toThrow(
      'add veth lo: EEXIST',
    );
    expect(networkInterfaces()).toEqual(before);
  });
});
