import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { cpuSeconds } from '../setup/cpu.ts';
import { complaintsOfText } from './complaints.ts';

/** Lines of `run:` after the version: the first is line 3. */
const run = (...lines: string[]): string => ['version: 1', 'run:', ...lines.map((line) => `  ${line}`), ''].join('\n');

/** Entries of `expect:`: the first is line 3, its text begins in column 5. */
const expects = (...entries: string[]): string =>
  ['version: 1', 'expect:', ...entries.map((entry) => `  - ${entry}`), ''].join('\n');

const PORT = 'write a number from 1 to 65535';
const QUOTE = 'quote a text that begins with a sign of YAML, such as "*", "!docker*", "::" or "!$P"';
const REUSE = 'write one of none, addr, port, addr+port, exclusive';

/** An alias bomb: eight levels, ten aliases each, 10^9 values. */
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 8 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
  'version: 1',
].join('\n');

describe('a file that is no YAML mapping', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', ['f.yaml:1:1: the file is empty -> write at least "version: 1"']],
    ['comments', '# a\n# b\n', ['f.yaml:1:1: the file is empty -> write at least "version: 1"']],
    ['a list', '- 80\n', ['f.yaml:1:1: the file must be a mapping -> write lines of "key: value"']],
    ['a text', 'port 80\n', ['f.yaml:1:1: the file must be a mapping -> write lines of "key: value"']],
    ['a NUL', '\0', ['f.yaml:1:1: the file must be a mapping -> write lines of "key: value"']],
    [
      'two documents',
      'version: 1\n---\nversion: 1\n',
      ['f.yaml:2:1: a second YAML document begins here -> a file holds one document'],
    ],
    ['a quote without end', 'version: "1\n', ['f.yaml:2:1: invalid YAML: missing closing "quote']],
    [
      'a tab',
      'run:\n\tports: [80]\n',
      ['f.yaml:2:1: invalid YAML: tabs are not allowed as indentation -> indent with spaces'],
    ],
    [
      'a bare ::',
      'version: 1\nx: ::\n',
      [`f.yaml:2:4: invalid YAML: nested mappings are not allowed in compact mappings -> ${QUOTE}`],
    ],
    [
      'a bare *',
      'version: 1\nrun: {interfaces: [*]}\n',
      [`f.yaml:2:20: invalid YAML: alias cannot be an empty string -> ${QUOTE}`],
    ],
    [
      'a bare glob',
      run('interfaces: [*eth]'),
      ['f.yaml:3:16: the alias "*eth" has no anchor "&eth" before it -> if it is a glob, quote it: "*eth"'],
    ],
    [
      'a tag that YAML knows, in the place of a mapping',
      'version: 1\nrun: !!binary aGVsbG8=\n',
      ['f.yaml:2:6: YAML tags are not supported: tag:yaml.org,2002:binary -> quote a text that begins with "!"'],
    ],
    [
      'a tag that YAML knows, in the place of the whole',
      '!!binary aGVsbG8=\n',
      ['f.yaml:1:1: YAML tags are not supported: tag:yaml.org,2002:binary -> quote a text that begins with "!"'],
    ],
    [
      'a bare !glob',
      run('interfaces: ["*", !docker*]'),
      ['f.yaml:3:21: YAML tags are not supported: !docker* -> quote a text that begins with "!"'],
    ],
    [
      'a known tag',
      run('ports: !!set {80}'),
      ['f.yaml:3:10: YAML tags are not supported: tag:yaml.org,2002:set -> quote a text that begins with "!"'],
    ],
    ['a list as a key', 'version: 1\n? [a]\n: b\n', ['f.yaml:2:3: a key must be plain text']],
    ['a deep nest', '['.repeat(100_000), ['f.yaml:1:65: nested too deeply -> at most 64 levels are allowed']],
    [
      'a deep nest of blocks',
      '- '.repeat(100_000),
      ['f.yaml:1:128: nested too deeply -> at most 64 levels are allowed'],
    ],
    [
      'a circle',
      'version: 1\nrun: &r\n  ports: *r\n',
      ['f.yaml:3:10: the alias "*r" is inside the value that it names -> write the value in full'],
    ],
  ])('%s', (_, text, expected) => {
    expect(complaintsOfText(text)).toEqual(expected);
  });

  it('an alias bomb is one complaint, and quick', () => {
    let found: string[] = [];
    const seconds = cpuSeconds(() => {
      found = complaintsOfText(bomb).filter((c) => c.includes('alias'));
    });
    expect(found).toEqual([
      'f.yaml:5:45: with the alias "*a3", the aliases expand to more than 100000 values -> write the values in full',
    ]);
    expect(seconds).toBeLessThan(2);
  });

  it('aliases of ordinary use are followed, and complaints name the written place', () => {
    expect(complaintsOfText('version: 1\nrun:\n  reuse: &r [addr]\n  v6only: *r\n')).toEqual([
      'f.yaml:3:14: "addr" is not a value of v6only -> write one of system, on, off',
    ]);
  });
});

describe('keys', () => {
  it.each<[string, string, string[]]>([
    ['no version', 'run: {ports: [80]}\n', ['f.yaml:1:1: the file needs "version" -> write version: 1']],
    ['a later version', 'version: 2\n', ['f.yaml:1:10: version 2 is not known -> write version: 1']],
    ['a version in quotes', 'version: "1"\n', ['f.yaml:1:10: version "1" is not known -> write version: 1']],
    ['unknown, near', 'version: 1\nrnu: {}\n', ['f.yaml:2:1: unknown key "rnu" in the file -> did you mean run?']],
    [
      'unknown, far',
      'version: 1\nzzz: {}\n',
      [
        'f.yaml:2:1: unknown key "zzz" in the file -> its keys are version, title, run, expect, trials, services, start, serves, profiles',
      ],
    ],
    ['unknown in run', run('port: [80]'), ['f.yaml:3:3: unknown key "port" in "run" -> did you mean ports?']],
    [
      'unknown in expect',
      expects('{ adress: any4, expect: ok }'),
      [
        'f.yaml:3:5: an expectation needs "address" -> write an address, a CIDR or a selector such as any4',
        'f.yaml:3:7: unknown key "adress" in an expectation -> did you mean address?',
      ],
    ],
    ['__proto__', 'version: 1\n__proto__: {}\n', ['f.yaml:2:1: unknown key "__proto__"']],
    [
      'a number',
      'version: 1\n1: {}\n',
      [
        'f.yaml:2:1: unknown key "1" in the file -> its keys are version, title, run, expect, trials, services, start, serves, profiles',
      ],
    ],
    [
      'with control characters',
      'version: 1\n"a\\nb\\e[31m": 1\n',
      [
        'f.yaml:2:1: unknown key "a\\nb\\x1b[31m" in the file -> its keys are version, title, run, expect, trials, services, start, serves, profiles',
      ],
    ],
    [
      'twice',
      run('ports: [80]', 'ports: [81]'),
      ['f.yaml:4:3: the key "ports" is written twice -> keep one of the two'],
    ],
    ['nothing after it', run('ports:'), ['f.yaml:3:9: "ports" has no value -> write one, or leave the key out']],
    ['a scalar for a list', run('ports: 80'), ['f.yaml:3:10: "ports" must be a list -> write [80]']],
    ['a mapping for a list', run('ports: {a: 1}'), ['f.yaml:3:10: "ports" must be a list']],
    ['an empty list', run('show: []'), ['f.yaml:3:9: the list is empty -> write at least one, or leave the key out']],
    ['a list for run', 'version: 1\nrun: []\n', ['f.yaml:2:6: "run" must be a mapping -> write lines of "key: value"']],
    [
      'an entry that is no mapping',
      expects('ok'),
      ['f.yaml:3:5: entry 1 of "expect" must be a mapping -> write lines of "key: value"'],
    ],
  ])('%s', (_, text, expected) => {
    expect(complaintsOfText(text)).toEqual(expected);
  });
});

describe('values of run', () => {
  it.each<[string, string, string[]]>([
    ['port 0', 'ports: [0]', [`port 0 cannot be shared: the kernel chooses another each time -> ${PORT}`]],
    ['port 70000', 'ports: [70000]', [`port 70000 is out of range -> ${PORT}`]],
    ['port -1', 'ports: [-1]', [`port -1 is out of range -> ${PORT}`]],
    ['port 80.5', 'ports: [80.5]', [`80.5 is not a port -> ${PORT}`]],
    ['a port in quotes', 'ports: ["80"]', ['"80" is text, not a port -> write it without quotes']],
    [
      'a port with a leading zero, octal to YAML 1.1',
      'ports: [080]',
      ['080 is not a plain decimal number -> write 80'],
    ],
    ['a port in hexadecimal', 'ports: [0x50]', ['0x50 is not a plain decimal number -> write 80']],
    ['a port in octal', 'ports: [0o120]', ['0o120 is not a plain decimal number -> write 80']],
    ['a port with an exponent', 'ports: [8e1]', ['8e1 is not a plain decimal number -> write 80']],
    ['a port with a sign', 'ports: [+80]', ['+80 is not a plain decimal number -> write 80']],
    ['no number', 'ports: [.nan]', ['.nan is not a plain decimal number -> write digits']],
    [
      'a huge number',
      'ports: [99999999999999999999]',
      ['99999999999999999999 is too large a number -> put it into quotes if it is text'],
    ],
    ['a name for a port', 'ports: [http]', [`"http" is not a port -> ${PORT}`]],
    ['no port', 'ports: [~]', [`entry 1 of "ports" has no value -> ${PORT}`]],
    ['a list for a port', 'ports: [[80]]', [`a list is not a port -> ${PORT}`]],
    ['a protocol', 'protocols: [tpc]', ['"tpc" is not a protocol -> did you mean tcp?']],
    ['a family', 'families: [ipv4]', ['"ipv4" is not a family -> write one of inet, inet6']],
    ['a place', 'in: hots', ['"hots" is not a place to run -> did you mean host?']],
    ['a boolean v6only', 'v6only: [true]', ['true is not a value of v6only -> write one of system, on, off']],
    ['a sequence', 'sequence: [listen_each]', ['"listen_each" is not a sequence -> did you mean listen-each?']],
    [
      'a part of the report',
      'show: [pairs]',
      ['"pairs" is not a part of the report -> write one of alone, together, matrix, summary'],
    ],
    ['a value of reuse', 'reuse: [adr]', ['"adr" is not a value of reuse -> did you mean addr?']],
    ['a number for reuse', 'reuse: [1]', [`1 is not a value of reuse -> ${REUSE}`]],
    ['half a pair', 'reuse: [{holder: none}]', [`entry 1 of "reuse" needs "newcomer" -> ${REUSE}`]],
    ['a wrong pair', 'reuse: [{holder: non, newcomer: addr}]', ['"non" is not a value of reuse -> did you mean none?']],
    [
      'a pair with more',
      'reuse: [{holder: none, newcomer: addr, x: 1}]',
      ['unknown key "x" in entry 1 of "reuse" -> its keys are holder, newcomer'],
    ],
    [
      'an interface with a slash',
      'interfaces: [a/b]',
      ['"a/b" is not an interface name -> write a name or a glob, such as eth0 or docker*'],
    ],
    [
      'an interface that is a number',
      'interfaces: [5]',
      ['5 is not an interface name -> write a name or a glob, such as eth0 or docker*'],
    ],
    [
      "the tutorial's misprint",
      'addresses: [192.168.101]',
      ['"192.168.101" is not an IP address -> an IPv4 address has four parts; "192.168.101" has 3'],
    ],
    [
      'an address that YAML reads as a number',
      'addresses: [192.168]',
      ['"192.168" is not an IP address -> an IPv4 address has four parts; "192.168" has 2'],
    ],
    [
      'an address with leading zeros',
      'addresses: [192.168.001.101]',
      ['"192.168.001.101" is not an IP address -> leading zeros are refused: they mean octal to some programs'],
    ],
    [
      'an interface for an address',
      'addresses: [eth0]',
      [
        '"eth0" is not an IP address -> an interface is written iface:eth0; the words are any4, any6, each-ipv4, each-ipv6',
      ],
    ],
    [
      'a CIDR with host bits',
      'addresses: [192.168.1.101/24]',
      [
        '"192.168.1.101/24" has host bits set -> write 192.168.1.0/24 to select the network, or 192.168.1.101 for the one address',
      ],
    ],
    [
      'an IPv6 CIDR with host bits',
      'addresses: [fd00::2/64]',
      ['"fd00::2/64" has host bits set -> write fd00::/64 to select the network, or fd00::2 for the one address'],
    ],
    [
      'a prefix too long',
      'addresses: [10.0.0.0/33]',
      ['"10.0.0.0/33" is not a network: the prefix is 0 to 32 -> write one such as 192.168.1.0/24'],
    ],
    [
      'a list for an address',
      'addresses: [[any4]]',
      ['a list is not an address -> write an address, a CIDR or a selector such as any4'],
    ],
  ])('%s', (_, line, expected) => {
    const found = complaintsOfText(run(line)).map((complaint) => complaint.replace(/^f\.yaml:3:\d+: /, ''));
    expect(found).toEqual(expected);
  });
});

describe('values of expect', () => {
  it.each<[string, string, string[]]>([
    [
      'an unknown errno',
      '{ address: any4, expect: bind:EADDRINUS }',
      ['f.yaml:3:30: "bind:EADDRINUS": "EADDRINUS" is not an errno name -> did you mean EADDRINUSE?'],
    ],
    [
      'another name of an errno',
      '{ address: any4, expect: [ok, EWOULDBLOCK] }',
      ['f.yaml:3:35: "EWOULDBLOCK" is another name of EAGAIN -> write EAGAIN'],
    ],
    [
      'an unknown call',
      '{ address: any4, expect: bnid:EACCES }',
      ['f.yaml:3:30: "bnid:EACCES": "bnid" is not a call -> did you mean bind?'],
    ],
    [
      'ok of a call',
      '{ address: any4, expect: bind:ok }',
      ['f.yaml:3:30: "bind:ok" is not an outcome -> write ok by itself'],
    ],
    [
      'no outcome',
      '{ address: any4 }',
      ['f.yaml:3:5: an expectation needs "expect" -> write ok or an errno name such as EADDRINUSE'],
    ],
    [
      'an empty list',
      '{ address: any4, expect: [] }',
      ['f.yaml:3:30: the list is empty -> write at least one, or leave the key out'],
    ],
    [
      'a boolean',
      '{ address: any4, expect: true }',
      ['f.yaml:3:30: true is not an outcome -> write ok or an errno name such as EADDRINUSE'],
    ],
    [
      'an excluding entry where no list is',
      '{ address: "!any4", expect: ok }',
      ['f.yaml:3:16: "!any4" excludes an address, but there is no list to exclude it from -> write it without "!"'],
    ],
    [
      'a wrong holder and port',
      '{ address: any4, holder: 1.2.3, port: 0, expect: ok }',
      [
        'f.yaml:3:30: "1.2.3" is not an IP address -> an IPv4 address has four parts; "1.2.3" has 3',
        `f.yaml:3:43: port 0 cannot be shared: the kernel chooses another each time -> ${PORT}`,
      ],
    ],
  ])('%s', (_, entry, expected) => {
    expect(complaintsOfText(expects(entry))).toEqual(expected);
  });
});

describe('all complaints of a file', () => {
  it('come together, in the order of the file, with exit class "config"', () => {
    const result = parseConfig('f.yaml', 'run:\n  reuse: [x]\n  ports: [0, 70000]\nversion: 3\nfoo: 1\n');
    expect(result.ok ? [] : result.error.map(({ source, exit }) => [formatted(source), exit])).toEqual([
      ['2:11', 'config'],
      ['3:11', 'config'],
      ['3:14', 'config'],
      ['4:10', 'config'],
      ['5:1', 'config'],
    ]);
  });

  it('are cut where they are too many to read', () => {
    const found = complaintsOfText(run(`ports: [${Array.from({ length: 500 }, (_, i) => 70000 + i).join(', ')}]`));
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toBe('f.yaml:3:711: and more problems from here on');
  });
});

const formatted = (source: object): string =>
  'line' in source && 'column' in source ? `${source.line}:${source.column}` : '';
