import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../src/model/address.ts';
import type { Experiment } from '../../src/model/experiment.ts';
import { selectAddresses } from '../../src/plan/select.ts';
import { experimentWith, hostWith, sourced } from './host.ts';

const HOST = hostWith(['eth0 192.0.2.2', 'eth0 fd00::2', 'eth0 fe80::1%eth0', 'docker0 172.17.0.1']);

function select(changes: Partial<Experiment>, host = HOST): string[] | string {
  const selected = selectAddresses(experimentWith(changes), host);
  return selected.ok
    ? selected.value.map(formatAddress)
    : selected.error.map((p) => `${p.message} | ${p.hint}`).join('\n');
}

describe('which addresses an experiment has', () => {
  const cases: [string, Partial<Experiment>, string[]][] = [
    [
      'all by default, ANY first',
      {},
      ['0.0.0.0', '127.0.0.1', '192.0.2.2', '172.17.0.1', '::', '::1', 'fd00::2', 'fe80::1%eth0'],
    ],
    ['one family', { families: ['inet6'] }, ['::', '::1', 'fd00::2', 'fe80::1%eth0']],
    [
      'an interface taken away',
      { interfaces: [sourced('*'), sourced('!docker*')], families: ['inet'] },
      ['0.0.0.0', '127.0.0.1', '192.0.2.2'],
    ],
    [
      'only a thing taken away',
      { interfaces: [sourced('!lo')], families: ['inet'] },
      ['0.0.0.0', '192.0.2.2', '172.17.0.1'],
    ],
    ['a named address stands instead', { addresses: [sourced('192.0.2.2')] }, ['0.0.0.0', '192.0.2.2']],
    [
      'in the order of naming',
      { addresses: [sourced('192.0.2.2'), sourced('127.0.0.1')] },
      ['0.0.0.0', '192.0.2.2', '127.0.0.1'],
    ],
    [
      'beyond written interfaces',
      { addresses: [sourced('127.0.0.9')], interfaces: [sourced('eth0')], interfacesWritten: true, families: ['inet'] },
      ['0.0.0.0', '192.0.2.2', '127.0.0.9'],
    ],
    ['a CIDR', { addresses: [sourced('172.16.0.0/12')] }, ['0.0.0.0', '172.17.0.1']],
    ['a glob', { addresses: [sourced('192.*')] }, ['0.0.0.0', '192.0.2.2']],
    ['by interface', { addresses: [sourced('iface:eth*')] }, ['0.0.0.0', '192.0.2.2', '::', 'fd00::2', 'fe80::1%eth0']],
    ['each of a family', { addresses: [sourced('each-ipv6')] }, ['::', '::1', 'fd00::2', 'fe80::1%eth0']],
    ['without ANY', { addresses: [sourced('192.0.2.2'), sourced('!any4')] }, ['192.0.2.2']],
    ['v4-mapped is IPv6', { addresses: [sourced('::ffff:127.0.0.1')] }, ['::', '::ffff:127.0.0.1']],
    ['an address twice', { addresses: [sourced('192.0.2.2'), sourced('192.0.2.2')] }, ['0.0.0.0', '192.0.2.2']],
  ];
  test.each(cases)('%s', (_name, changes, expected) => expect(select(changes)).toEqual(expected));

  test('a host without IPv6 has no :: unless it is asked for', () => {
    const host = { ...hostWith([]), ipv6: false, addresses: HOST.addresses.slice(0, 1) };
    expect(select({}, host)).toEqual(['0.0.0.0', '127.0.0.1']);
    expect(select({ families: ['inet6'] }, host)).toEqual(['::']);
  });
});

describe('what cannot be chosen', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7 is not an address of this host'],
    ['fe80::1', 'fe80::1 is link-local and names no interface'],
    ['10.0.0.0/8', '"10.0.0.0/8" matches no address of this host'],
    ['iface:wlan0', '"iface:wlan0" matches no address of this host'],
  ])('%s', (text, message) => expect(select({ addresses: [sourced(text)] })).toContain(message));

  test('an interface that matches nothing', () => {
    expect(select({ interfaces: [sourced('wlan*')] })).toBe(
      '"wlan*" matches no interface of this host | the interfaces are lo, eth0, docker0',
    );
  });

  test('an address that the host does not have, where a socket with IP_FREEBIND may bind it', () => {
    const axes = { addresses: [sourced('203.0.113.7')], freebind: ['off', 'on'] } as const;
    expect(select(axes)).toEqual(['0.0.0.0', '203.0.113.7']);
  });

  test('a non-local address where the kernel lets it be bound', () => {
    const host = hostWith([], { 'net.ipv4.ip_nonlocal_bind': '1' });
    expect(select({ addresses: [sourced('203.0.113.7')] }, host)).toEqual(['0.0.0.0', '203.0.113.7']);
  });
});

test('every choice is among the host’s addresses and ANY, without repetition', () => {
  const known = new Set(['0.0.0.0', '::', ...HOST.addresses.map((a) => formatAddress(a.address))]);
  const entry = fc
    .constantFrom(...known, 'each-ipv4', 'each-ipv6', 'any4', 'iface:*', '!127.0.0.1', '!each-ipv6', '192.0.0.0/8', '*')
    .map(sourced);
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), fc.boolean(), (addresses, interfacesWritten) => {
      const selected = select({ addresses, interfacesWritten });
      expect(Array.isArray(selected)).toBe(true);
      expect(new Set(selected).size).toBe(selected.length);
      for (const text of selected) expect(known).toContain(text);
    }),
  );
});
