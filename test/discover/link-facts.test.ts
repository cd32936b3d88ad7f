import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { linkFacts } from '../../src/discover/link-facts.ts';
import { readDefaultRoutes } from '../../src/discover/linux/default-routes.ts';
import type { Interface } from '../../src/model/host.ts';

const ETH0: Interface = { name: 'eth0', index: 2, link: 'up', loopback: false, mtu: 1500 };
const QUIET: Interface = { name: 'quiet', index: 3, link: 'down', loopback: false, mtu: 1500 };

afterEach(() => {
  vi.doUnmock('systeminformation');
  vi.resetModules();
});

test('what systeminformation knows of a link is added, and what it does not know is left out', async () => {
  vi.doMock('systeminformation', () => ({
    networkInterfaces: async () => [
      {
        iface: 'eth0',
        type: 'wired',
        mac: '02:00:00:00:00:01',
        speed: -1,
        duplex: 'unknown',
        virtual: false,
        dhcp: true,
        mtu: 9,
      },
    ],
    networkInterfaceDefault: async () => 'eth0',
  }));
  expect(await linkFacts([ETH0, QUIET], new Set(['eth0']))).toEqual([
    { ...ETH0, type: 'wired', mac: '02:00:00:00:00:01', virtual: false, dhcp: true, default: true },
    QUIET,
  ]);
});

test('speed in Mbit/s and duplex are told where they are known', async () => {
  vi.doMock('systeminformation', () => ({
    networkInterfaces: async () => ({
      iface: 'eth0',
      speed: 1000,
      duplex: 'full',
      virtual: false,
      dhcp: false,
      type: '',
    }),
    networkInterfaceDefault: async () => '',
  }));
  expect(await linkFacts([ETH0])).toEqual([{ ...ETH0, speed: 1000, duplex: 'full', virtual: false, dhcp: false }]);
});

test('the links are as they were where systeminformation fails', async () => {
  vi.doMock('systeminformation', () => ({
    networkInterfaces: () => Promise.reject(new Error('no shell')),
    networkInterfaceDefault: async () => '',
  }));
  expect(await linkFacts([ETH0])).toEqual([ETH0]);
});

test('the real systeminformation knows the loopback interface of this host', async () => {
  const lo: Interface = { name: 'lo', index: 1, link: 'up', loopback: true };
  const [facts] = await linkFacts([lo]);
  expect(facts).toMatchObject({ ...lo, mac: '00:00:00:00:00:00' });
});

test('the first interface, which systeminformation names where there is no default route, carries none', async () => {
  vi.doMock('systeminformation', () => ({
    networkInterfaces: async () => [{ iface: 'eth0', default: true }],
    networkInterfaceDefault: async () => 'eth0',
  }));
  expect(await linkFacts([ETH0], new Set())).toEqual([ETH0]);
});

test('default routes are those of the kernel that reach something', () => {
  const zeros = '0'.repeat(32);
  const inet6 = (flags: string, name: string): string =>
    `${zeros} 00 ${zeros} 00 ${zeros} 00000400 00000002 00000000 ${flags} ${name}`;
  const root = mkdtempSync(join(tmpdir(), 'routes-'));
  expect(readDefaultRoutes(root)).toBeUndefined();
  writeFileSync(join(root, 'ipv6_route'), [inet6('00000003', 'wlan0'), inet6('00200200', 'lo'), ''].join('\n'));
  expect(readDefaultRoutes(root)).toEqual(new Set(['wlan0']));
  writeFileSync(
    join(root, 'route'),
    ['Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT']
      .concat(
        'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
        'eth1\t00000000\t0\t0001\t0\t0\t0\t00000080\t0\t0\t0',
      )
      .join('\n'),
  );
  expect(readDefaultRoutes(root)).toEqual(new Set(['eth0', 'wlan0']));
  rmSync(root, { recursive: true });
});
