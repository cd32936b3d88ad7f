import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFlags, type RawFlags } from '../../src/config/flags.ts';
import { times } from '../setup/long.ts';
import { complaintsOf } from './complaints.ts';

const PORT = 'write a number from 1 to 65535';

/** What the flags say, without the keys that they leave out. */
function read(raw: RawFlags): object {
  const layer = parseFlags(raw);
  return layer.ok ? Object.fromEntries(Object.entries(layer.value).filter(([, value]) => value !== undefined)) : layer;
}

describe('flags', () => {
  it.each<[RawFlags, object]>([
    [{}, {}],
    [{ in: 'sandbox' }, { in: 'sandbox' }],
    [{ port: '80,50005' }, { ports: [80, 50005] }],
    [{ port: ['80', ' 81 , 82'] }, { ports: [80, 81, 82] }],
    [{ protocol: 'tcp,udp' }, { protocols: ['tcp', 'udp'] }],
    [{ family: 'inet' }, { families: ['inet'] }],
    [
      { interface: 'eth*,!eth0' },
      { interfaces: ['eth*', '!eth0'].map((text) => ({ text, source: { flag: '--interface' } })) },
    ],
    [
      { address: '192.168.1.101,10.10.2.102,fe80::1%eth0,!each-ipv6' },
      {
        addresses: ['192.168.1.101', '10.10.2.102', 'fe80::1%eth0', '!each-ipv6'].map((text) => ({
          text,
          source: { flag: '--address' },
        })),
      },
    ],
    [{ reuse: 'addr' }, { reuse: [{ holder: 'addr', newcomer: 'addr' }] }],
    [
      { reuse: 'none/addr,addr+port' },
      {
        reuse: [
          { holder: 'none', newcomer: 'addr' },
          { holder: 'addr+port', newcomer: 'addr+port' },
        ],
      },
    ],
    [{ v6only: 'on' }, { v6only: ['on'] }],
    [{ sequence: 'bind-all-first' }, { sequence: ['bind-all-first'] }],
    [{ show: 'matrix' }, { show: ['matrix'] }],
    [
      { device: 'none,eth0,eth0/br-1.5' },
      {
        device: [
          { holder: 'none', newcomer: 'none' },
          { holder: 'eth0', newcomer: 'eth0' },
          { holder: 'eth0', newcomer: 'br-1.5' },
        ],
      },
    ],
    [{ freebind: 'on' }, { freebind: ['on'] }],
  ])('%j', (raw, expected) => {
    expect(read(raw)).toEqual(expected);
  });

  it.each<[RawFlags, string[]]>([
    [
      { address: 'fe80::5%99999999999' },
      ['--address: "fe80::5%99999999999": no interface has such an index -> write the name of the interface after %'],
    ],
    [
      { address: 'fe80::5%verylonginterfacename0' },
      ['--address: "fe80::5%verylonginterfacename0": no interface has such a name -> a name has 15 bytes at most'],
    ],
    [
      { address: '2001:db8::1%d0' },
      ['--address: "2001:db8::1%d0": only a link-local address has a zone -> write 2001:db8::1'],
    ],
    [{ address: 'fe8::1%d0' }, ['--address: "fe8::1%d0": only a link-local address has a zone -> write fe8::1']],
    [{ port: '0' }, [`--port: port 0 cannot be shared: the kernel chooses another each time -> ${PORT}`]],
    [{ port: '70000' }, [`--port: port 70000 is out of range -> ${PORT}`]],
    [{ port: '080' }, [`--port: "080" is not a port -> ${PORT}`]],
    [{ port: '0x50' }, [`--port: "0x50" is not a port -> ${PORT}`]],
    [{ port: '-80' }, [`--port: "-80" is not a port -> ${PORT}`]],
    [{ port: '1e3' }, [`--port: "1e3" is not a port -> ${PORT}`]],
    [{ port: '80,,90' }, ['--port: a value is missing -> write one, or several separated by commas']],
    [{ port: '' }, ['--port: a value is missing -> write one, or several separated by commas']],
    [{ protocol: 'sctp' }, ['--protocol: "sctp" is not a protocol -> write one of tcp, udp']],
    [{ family: 'inet7' }, ['--family: "inet7" is not a family -> did you mean inet?']],
    [{ in: 'sandbox,host' }, ['--in: only one place may be given, not sandbox and host -> write host or sandbox']],
    [{ in: ['host', 'host'] }, ['--in: only one place may be given, not host and host -> write host or sandbox']],
    [{ in: 'sanbox' }, ['--in: "sanbox" is not a place to run -> did you mean sandbox?']],
    [
      { interface: '!' },
      ['--interface: "" is not an interface name -> write a name or a glob, such as eth0 or docker*'],
    ],
    [
      { address: '192.168.101' },
      ['--address: "192.168.101" is not an IP address -> an IPv4 address has four parts; "192.168.101" has 3'],
    ],
    [
      { address: '10.10.2.102/24' },
      [
        '--address: "10.10.2.102/24" has host bits set -> write 10.10.2.0/24 to select the network, or 10.10.2.102 for the one address',
      ],
    ],
    [{ address: '[::1]' }, ['--address: "[::1]" is not an IP address -> write the address without brackets']],
    [
      { reuse: 'none/addr/port' },
      ['--reuse: "none/addr/port" is not a value of reuse -> write one, or HOLDER/NEWCOMER such as none/addr'],
    ],
    [
      { reuse: 'none/' },
      ['--reuse: "" is not a value of reuse -> write one of none, addr, port, addr+port, exclusive'],
    ],
    [
      { device: 'eth0:1' },
      ['--device: "eth0:1" is not the name of an interface -> write none or the name of an interface, such as eth0'],
    ],
    [
      { device: 'a/b/c' },
      ['--device: "a/b/c" is not the name of an interface -> write one, or HOLDER/NEWCOMER such as eth0/eth1'],
    ],
    [{ freebind: 'of' }, ['--freebind: "of" is not a value of freebind -> write one of off, on']],
    [{ v6only: 'true' }, ['--v6only: "true" is not a value of v6only -> write one of system, on, off']],
    [
      { sequence: 'bind-all' },
      ['--sequence: "bind-all" is not a sequence -> write one of listen-each, bind-all-first'],
    ],
    [
      { port: '0', show: 'all' },
      [
        `--port: port 0 cannot be shared: the kernel chooses another each time -> ${PORT}`,
        '--show: "all" is not a part of the report -> write one of alone, together, matrix, summary',
      ],
    ],
    [{ port: '80\u001b[31m\n' }, [`--port: "80\\x1b[31m" is not a port -> ${PORT}`]],
  ])('refused: %j', (raw, expected) => {
    const result = parseFlags(raw);
    expect(complaintsOf(result)).toEqual(expected);
    expect(result.ok ? [] : result.error.map((p) => p.exit)).toEqual(expected.map(() => 'usage'));
  });

  it('read any text without throwing, and complain in one line that names the flag', () => {
    const names = [
      'in',
      'port',
      'protocol',
      'family',
      'interface',
      'address',
      'reuse',
      'v6only',
      'sequence',
      'show',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, value) => {
        for (const line of complaintsOf(parseFlags({ [name]: value }))) {
          expect(line.startsWith(`--${name}: `)).toBe(true);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
      { seed: 1, numRuns: times(200, 1000) },
    );
  });

  it('accept every port, and no other number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 70_000 }), (port) => {
        expect(parseFlags({ port: String(port) }).ok).toBe(port >= 1 && port <= 65535);
      }),
      { seed: 1, numRuns: times(200, 1000) },
    );
  });
});
