import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHost } from '../../../src/inputs/hosts/read-host.ts';
import { formatAddress } from '../../../src/model/address.ts';
import { formatSource } from '../../../src/model/experiment.ts';
import type { GatheredHost } from '../../../src/model/gathered-host.ts';
import { WEB } from '../snapshot/documents.ts';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8');

function read(value: unknown): GatheredHost {
  const found = readHost('h.json', typeof value === 'string' ? value : JSON.stringify(value));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

/** `h.json:1:2: what is wrong` */
function complaint(value: unknown): string {
  const found = readHost('h.json', typeof value === 'string' ? value : JSON.stringify(value));
  return found.ok ? 'none' : `${formatSource(found.error.source)}: ${found.error.message}`;
}

const listed = ({ host }: GatheredHost): string[] =>
  host.addresses.map((one) => `${formatAddress(one.address)}/${one.prefix} ${one.interface} ${one.state}`).sort();

/** One network namespace with aliases, a bridge without carrier, a link that is down, a peer: what `ip` and Ansible say. */
const NAMESPACE = [
  '10.1.1.1/32 lo ok',
  '127.0.0.1/8 lo ok',
  '127.0.0.2/8 lo ok',
  '192.0.2.5/24 v0 ok',
  '192.0.2.6/24 v0 ok',
  '192.0.2.7/24 v0 ok',
  '192.0.2.77/32 w.10 ok',
  '198.51.100.1/24 br-lan ok',
  '198.51.100.200/24 v1 ok',
  '2001:db8::7/64 v0 ok',
  '::1/128 lo ok',
];

const withoutLinkLocal = (all: readonly string[]): string[] => all.filter((one) => !one.startsWith('fe80:'));

describe('ip -j addr', () => {
  const host = read(sample('ip-addr.json'));

  test('gives every address with its interface, whatever its label is', () => {
    expect(host.shape).toBe('ip -j addr');
    expect(withoutLinkLocal(listed(host))).toEqual([...NAMESPACE].sort());
  });

  test('gives link-local addresses their zones, and links their state and index', () => {
    expect(listed(host).filter((one) => one.startsWith('fe80:'))).toEqual([
      expect.stringMatching(/^fe80::\S+%v0\/64 v0 ok$/),
      expect.stringMatching(/^fe80::\S+%v1\/64 v1 ok$/),
    ]);
    expect(host.host.interfaces).toMatchObject([
      { name: 'lo', index: 1, link: 'up', loopback: true },
      { name: 'v1', link: 'up', loopback: false },
      { name: 'v0', link: 'up' },
      { name: 'br-lan', link: 'down' },
      { name: 'w2', link: 'down' },
      { name: 'w.10', link: 'down' },
    ]);
  });

  test('says what it lacks', () => {
    expect(host.assumed).toEqual(['kernel', 'sysctls', 'listeners', 'localhost', 'uid']);
    const four = [{ ifname: 'lo', flags: [], addr_info: [{ local: '127.0.0.1', prefixlen: 8 }] }];
    expect(read(four).assumed).toContain('ipv6');
  });

  test.each([
    [{ tentative: true }, 'tentative'],
    [{ tentative: true, optimistic: true }, 'ok'],
    [{ tentative: true, dadfailed: true }, 'dadfailed'],
    [{ deprecated: true }, 'deprecated'],
  ])('reads the state of an address that is %j', (flags, state) => {
    const info = { family: 'inet6', local: '2001:db8::1', prefixlen: 64, ...flags };
    const links = [{}, { ifname: 'eth0', flags: ['UP'], addr_info: [info] }];
    expect(read(links).host.addresses).toMatchObject([{ state, link: 'no-carrier' }]);
  });
});

describe('Ansible facts', () => {
  const host = read(sample('ansible.json'));

  test('give the same addresses as ip does, on the same interfaces, aliases too', () => {
    expect(host.shape).toBe('ansible facts');
    expect(listed(host)).toEqual(listed(read(sample('ip-addr.json'))));
  });

  test('give the names of interfaces as they are, and no alias as an interface', () => {
    const names = host.host.interfaces.map(({ name, link, loopback }) => `${name} ${link}${loopback ? ' lo' : ''}`);
    expect(names.sort()).toEqual(['br-lan down', 'lo up lo', 'v0 up', 'v1 up', 'w.10 down', 'w2 down']);
  });

  test('tell the kernel, and not its settings', () => {
    expect(host.host.facts).toMatchObject({ os: 'linux', kernel: '6.1.0-49-amd64', hostname: 'gw.example.net' });
    expect(host.assumed).toEqual(['sysctls', 'listeners', 'tentative', 'localhost', 'uid']);
  });

  test('are read without the prefix, as a playbook has them, and without the envelope, as the cache has them', () => {
    const { ansible_facts: facts } = JSON.parse(sample('ansible.json')) as { ansible_facts: Record<string, unknown> };
    const bare = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key.replace(/^ansible_/, ''), value]));
    expect(read(facts)).toEqual(host);
    expect(read(bare)).toEqual(host);
    expect(read({ ansible_facts: bare })).toEqual(host);
  });

  test('of FreeBSD have lists of addresses and masks in hexadecimal', () => {
    const facts = {
      ansible_system: 'FreeBSD',
      ansible_interfaces: ['em0', 'lo0'],
      ansible_em0: {
        device: 'em0',
        ipv4: [{ address: '192.0.2.5', netmask: '255.255.255.0' }],
        ipv6: [{ address: 'fe80::1%em0', prefix: '64' }],
      },
      ansible_lo0: { device: 'lo0', ipv4: [{ address: '127.0.0.1', netmask: '0xff000000' }] },
    };
    const bsd = read({ ansible_facts: facts });
    expect(bsd.host.facts.os).toBe('freebsd');
    expect(listed(bsd)).toEqual(['127.0.0.1/8 lo0 ok', '192.0.2.5/24 em0 ok', 'fe80::1%em0/64 em0 ok']);
  });

  test('that could not be gathered say why', () => {
    const text = '{"changed": false,\n "msg": "no route", "unreachable": true}';
    expect(complaint(text)).toBe('h.json:2:9: Ansible gathered nothing: no route');
    expect(complaint({ ansible_facts: { ansible_kernel: '6.1' } })).toMatch(
      /^h.json:1:18: these facts have no interfaces/,
    );
  });
});

describe('our own documents', () => {
  test('a snapshot has all, sockets too', () => {
    const host = read(WEB);
    expect(host).toMatchObject({ name: 'web-1', shape: 'bindmatrix/host@1', assumed: [] });
    expect(host.held.map(({ port }) => port)).toContain(80);
    expect(host.host.facts.kernelBuild).toBe('#1 SMP Debian 6.1.76-1');
  });

  test('a snapshot of a kernel that lists no bound sockets says so', () => {
    const sight = { ...WEB.sight, boundOnly: false };
    expect(read({ ...WEB, sight, localhost: [] }).assumed).toEqual(['listeners', 'localhost']);
  });

  test('of one who may not see the owners every listener is there all the same', () => {
    const sight = { ...WEB.sight, hidden: 'no root' };
    const host = read({ ...WEB, sight });
    expect(host.assumed).toEqual([]);
    expect(host.held).toHaveLength(WEB.sockets.length);
  });

  test('a list of interfaces has no sockets', () => {
    const { host, interfaces, addresses } = WEB;
    const listing = { schema: 'bindmatrix/interfaces@1', host, interfaces, addresses };
    expect(read(listing)).toMatchObject({ name: 'web-1', held: [], assumed: ['listeners', 'localhost'] });
    expect(listed(read(listing))).toEqual(listed(read(WEB)));
  });
});

describe('what is no host', () => {
  test.each([
    ['', 'h.json:1:1: it is empty'],
    ['{"ansible_facts": {', 'h.json:1:20: it is not JSON: it ends too early'],
    ['ok: [web1]', 'h.json:1:1: it is not JSON: expected a value'],
    ['{"a": 1}', 'h.json:1:1: it describes no host'],
    ['[]', 'h.json:1:1: it describes no host'],
    ['null', 'h.json:1:1: it describes no host'],
    ['[{"ifname": "lo"}]', 'h.json:1:1: it has links without their addresses'],
    ['[{"ifname":"e","addr_info":[{"local":"1.2.3"}]}]', 'h.json:1:29: "1.2.3" is not an IP address'],
    [
      '[{"ifname":"e","addr_info":[{"local":"1.2.3.4","prefixlen":33}]}]',
      'h.json:1:29: 1.2.3.4 has no prefix of 33 bits',
    ],
    ['{"interfaces":["e"],"e":{"device":"e","ipv4":{"address":7}}}', 'h.json:1:46: an address is missing'],
  ])('%s', (text, expected) => expect(complaint(text)).toBe(expected));

  test('every beginning of a file is one, or says where it ends', () => {
    for (const name of ['ip-addr.json', 'ansible.json']) {
      const text = sample(name).trimEnd();
      for (let end = 0; end < text.length; end += 41)
        expect(complaint(text.slice(0, end))).toMatch(/^h\.json:\d+:\d+: /);
    }
  });
});
