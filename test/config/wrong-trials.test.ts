import { describe, expect, it } from 'vitest';
import { complaintsOfText } from './complaints.ts';

/** A file with one trial of these steps; a mark in front of one stands before its brace. */
const steps = (...lines: string[]): string =>
  [
    'version: 1',
    'trials:',
    '  - id: t',
    '    title: T',
    '    steps:',
    ...lines.map((line) => line.replace(/^(»*)(.*)$/, '      - $1{ $2 }')),
    '',
  ].join('\n');

/** A file with one trial of one step and these lines. */
const trial = (...lines: string[]): string =>
  [
    'version: 1',
    'trials:',
    '  - id: t',
    ...lines.map((line) => `    ${line}`),
    '    steps: [{ op: sleep, seconds: 0 }]',
    '',
  ].join('\n');

const OPS =
  'socket, bind, listen, connect, disconnect, accept, dup, fork, send, sendto, receive, shutdown, setsockopt, join, leave, getsockname, close, reset, sleep, deliver, state';
const BIND = 'op: bind, socket: a, address: 127.0.0.1, port: 0';
const REMOTE = 'write a number from 1 to 65535, or $NAME for a saved one';
const LOCAL = 'write a number from 0 to 65535, or $NAME for a saved one';

/** What stands behind each mark » is to be blamed, in this order; without marks all is well. */
function check(marked: string, messages: readonly string[]): void {
  const places = marked
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/»/g)].map((mark, before) => `${index + 1}:${(mark.index ?? 0) - before + 1}`),
    );
  const expected = messages.map((message, index) => `f.yaml:${places[index]}: ${message}`);
  expect(complaintsOfText(marked.replaceAll('»', ''))).toEqual(expected);
}

describe('one step', () => {
  it.each<[string, string[]]>([
    ['op: »bnd, socket: a', ['"bnd" is not an op -> did you mean bind?']],
    ['»socket: a', [`a step needs "op" -> write one of ${OPS}`]],
    ['op: »5', [`5 is not an op -> write one of ${OPS}`]],
    [
      '»op: bind, address: "::", port: 0',
      ['a bind step needs "socket" -> write one without blanks or commas, such as server'],
    ],
    ['op: socket, socket: »5', ['5 is not a name of a socket -> write one without blanks or commas, such as server']],
    [
      'op: socket, socket: »"a b"',
      ['"a b" is not a name of a socket -> write one without blanks or commas, such as server'],
    ],
    [
      '»»op: bind, socket: a',
      [
        'a bind step needs "address" -> write an IP address, or $NAME for a saved local end',
        `a bind step needs "port" -> ${LOCAL}`,
      ],
    ],
    [`${BIND}, »adress: 1`, ['unknown key "adress" in a bind step -> did you mean address?']],
    [
      `${BIND}, »backlog: 1`,
      [
        'unknown key "backlog" in a bind step -> its keys are op, socket, protocol, family, mptcp, reuseaddr, reuseport, v6only, device, freebind, portRange, broadcast, multicastAll, multicastIf, multicastAll6, multicastIf6, transparent, bindNoPort, incomingCpu, linger, fastOpen, address, port, savePort, uid, expect, claim, prose',
      ],
    ],
    [
      'op: accept, socket: a, from: b, »reuseaddr: true',
      ['unknown key "reuseaddr" in an accept step -> its keys are op, socket, from, uid, expect, claim, prose'],
    ],
    ['op: bind, socket: a, address: »any4, port: 0', ['"any4" may match several addresses -> name one address']],
    [
      'op: bind, socket: a, address: »192.168.101, port: 0',
      ['"192.168.101" is not an IP address -> an IPv4 address has four parts; "192.168.101" has 3'],
    ],
    [
      'op: bind, socket: a, address: »127.1, port: 0',
      ['"127.1" is not an IP address -> an IPv4 address has four parts; "127.1" has 2'],
    ],
    ['op: bind, socket: a, address: "::", port: »70000', [`70000 is not a port -> ${LOCAL}`]],
    ['op: bind, socket: a, address: "::", port: »-1', [`-1 is not a port -> ${LOCAL}`]],
    ['op: bind, socket: a, address: "::", port: »"80"', ['"80" is text, not a port -> write it without quotes']],
    ['op: bind, socket: a, address: "::", port: »$', [`"$" is not a port -> ${LOCAL}`]],
    ['op: bind, socket: a, address: "::", port: »true', [`true is not a port -> ${LOCAL}`]],
    [`${BIND}, savePort: »$P`, ['"$P" is a reference -> to save under this name write P']],
    [`${BIND}, savePort: »"a b"`, ['"a b" is not a name to save under -> write letters and digits, such as P']],
    [`${BIND}, reuseaddr: »yes`, ['"reuseaddr" must be true or false']],
    [`${BIND}, portRange: »5`, ['"portRange" must be [LOWEST, HIGHEST]']],
    [`${BIND}, portRange: »[1, 2, 3]`, ['"portRange" must be [LOWEST, HIGHEST]']],
    [`${BIND}, portRange: [1, »70000]`, ['70000 is not a port -> write a number from 0 to 65535']],
    [
      `${BIND}, device: »aaaaaaaaaaaaaaaa`,
      ['"aaaaaaaaaaaaaaaa" is not a name of a device -> write up to 15 letters and digits, such as d1'],
    ],
    [`${BIND}, protocol: »sctp`, ['"sctp" is not a protocol -> write one of tcp, udp']],
    [`${BIND}, uid: »-1`, ['-1 is not a user id -> write a number from 0 to 4294967294']],
    [`${BIND}, uid: »root`, ['"root" is not a user id -> write a number from 0 to 4294967294']],
    [
      `${BIND}, expect: »bind:EADDRINUSE`,
      ['"bind:EADDRINUSE" names a call, but the call of a step is its op -> write EADDRINUSE'],
    ],
    [`${BIND}, expect: »EADRINUSE`, ['"EADRINUSE" is not an errno name -> did you mean EADDRINUSE?']],
    [`${BIND}, expect: [ok, »EWOULDBLOCK]`, ['"EWOULDBLOCK" is another name of EAGAIN -> write EAGAIN']],
    [`${BIND}, expect: »ENOTSUP`, ['"ENOTSUP" is another name of EOPNOTSUPP -> write EOPNOTSUPP']],
    [`${BIND}, claim: »[]`, ['the list is empty -> write at least one, or leave the key out']],
    ['op: shutdown, socket: a, how: »rd', ['"rd" is not a way to shut down -> write one of read, write, both']],
    ['»op: setsockopt, socket: a', ['a setsockopt step needs "set" -> write lines of "key: value"']],
    ['op: setsockopt, socket: a, set: »{}', ['"set" names no option -> write one, such as reuseaddr: true']],
    [
      'op: setsockopt, socket: a, set: { »reusadr: true }',
      ['unknown key "reusadr" in "set" -> did you mean reuseaddr?'],
    ],
    ['op: getsockname, socket: a, expectPort: »[5]', ['"expectPort" must be [LOWEST, HIGHEST]']],
    ['op: getsockname, socket: a, expectPort: »[9, 5]', ['"expectPort" must be [LOWEST, HIGHEST]']],
    [
      'op: getsockname, socket: a, expectPort: »zero',
      ['"zero" is not a port -> write a port, [LOWEST, HIGHEST], nonzero, $NAME or "!$NAME"'],
    ],
    [
      'op: getsockname, socket: a, expectAddress: »1.2.3',
      ['"1.2.3" is not an IP address -> an IPv4 address has four parts; "1.2.3" has 3'],
    ],
    [
      'op: join, socket: a, group: »10.0.0.1, interface: d1',
      ['"10.0.0.1" is not a multicast address -> write one in 224.0.0.0/4 or ff00::/8, such as 239.1.1.1'],
    ],
    [
      '»op: leave, socket: a, group: 239.1.1.1',
      ['a leave step needs "interface" -> write up to 15 letters and digits, such as d1'],
    ],
    ['»op: sleep', ['a sleep step needs "seconds"']],
    ['op: sleep, seconds: »5000', ['"seconds" must be at most 3600']],
    ['op: sleep, seconds: »-1', ['"seconds" must be at least 0']],
    ['op: sleep, seconds: »x', ['"seconds" must be a number']],
    [
      'op: sleep, seconds: 1, »socket: a',
      ['unknown key "socket" in a sleep step -> its keys are op, seconds, uid, expect, claim, prose'],
    ],
    ['op: deliver, address: 127.0.0.1, port: »0', [`port 0 cannot be a destination -> ${REMOTE}`]],
    [
      'op: deliver, address: 127.0.0.1, port: 1, count: »0',
      ['0 is not a number of clients -> write a number from 1 to 10000'],
    ],
    [
      'op: state, address: 127.0.0.1, port: 1, state: »TIMEWAIT',
      ['"TIMEWAIT" is not a state -> did you mean TIME_WAIT?'],
    ],
    [
      'op: receive, socket: a, expectBytes: »65537',
      ['65537 is not a number of bytes -> write a number from 0 to 65536'],
    ],
    [
      'op: send, socket: a, bytes: »5, full: true',
      ['"bytes" and "full: true" cannot both be given -> full sends until the peer\'s window is full'],
    ],
  ])('%s', (line, expected) => {
    check(steps(line), expected);
  });

  it('that is no mapping', () => {
    check('version: 1\ntrials:\n  - {id: t, steps: [»bind]}\n', [
      'entry 1 of "steps" must be a mapping -> write lines of "key: value"',
    ]);
  });
});

describe('steps after each other', () => {
  const setBy = (name: string): string =>
    `savePort: ${name} of a bind or listen sets it, or saveLocal: ${name} of a connect`;

  it.each<[string, string[], string[]]>([
    [
      'opening fields on an open socket',
      ['op: socket, socket: a', 'op: bind, socket: a, family: »inet, address: 127.0.0.1, port: 0, reuseaddr: »true'],
      [
        '"family" belongs to the step that opens a socket, but "a" is open since step 1 -> leave it out',
        '"reuseaddr" belongs to the step that opens a socket, but "a" is open since step 1 -> change the options of an open socket with op: setsockopt',
      ],
    ],
    [
      'a socket that is open',
      ['op: socket, socket: a', 'op: socket, socket: »a'],
      ['the socket cannot be opened again: "a" is open since step 1 -> use another name, or close it first'],
    ],
    [
      'accept onto an open name',
      ['op: listen, socket: a', 'op: accept, socket: »a, from: a'],
      ['the socket cannot be opened again: "a" is open since step 1 -> use another name, or close it first'],
    ],
    [
      'accept onto an accepted name',
      ['op: listen, socket: a', 'op: accept, socket: b, from: a', 'op: accept, socket: »b, from: a'],
      ['the socket cannot be opened again: "b" is open since step 2 -> use another name, or close it first'],
    ],
    [
      'accept from nothing',
      ['op: listen, socket: server', 'op: accept, socket: b, from: »sevrer'],
      ['no socket "sevrer" is open here -> did you mean server?'],
    ],
    ['close of nothing', ['op: close, socket: »a'], ['no socket "a" is open here -> open it in an earlier step']],
    [
      'reset after close',
      ['op: socket, socket: a', 'op: close, socket: a', 'op: reset, socket: »a'],
      ['no socket "a" is open here -> open it in an earlier step'],
    ],
    [
      'an unset port',
      ['op: bind, socket: a, address: 127.0.0.1, port: »$P, savePort: P'],
      [`"$P" is not set by an earlier step -> ${setBy('P')}`],
    ],
    [
      'a misspelt name',
      ['op: listen, socket: a, savePort: port', 'op: connect, socket: b, address: 127.0.0.1, port: »$prot'],
      ['"$prot" is not set by an earlier step -> did you mean $port?'],
    ],
    [
      'an unset local end',
      ['op: bind, socket: a, address: »$C, port: »$C'],
      [`"$C" is not set by an earlier step -> ${setBy('C')}`, `"$C" is not set by an earlier step -> ${setBy('C')}`],
    ],
    [
      'unset in what is expected',
      ['op: getsockname, socket: a, expectAddress: »$C, expectPort: »"!$P"'],
      [
        `"$C" is not set by an earlier step -> ${setBy('C')}`,
        `"!$P" is not set by an earlier step -> ${setBy('P')}`.replace('"!$P"', '"$P"'),
      ],
    ],
    [
      'unset in deliver',
      ['op: deliver, address: 127.0.0.1, port: »$P, fromAddress: »$C, fromPort: »$D'],
      [
        `"$P" is not set by an earlier step -> ${setBy('P')}`,
        `"$C" is not set by an earlier step -> ${setBy('C')}`,
        `"$D" is not set by an earlier step -> ${setBy('D')}`,
      ],
    ],
    [
      'a port for an address',
      ['op: listen, socket: a, savePort: P', 'op: connect, socket: b, address: »$P, port: $P'],
      ['"$P" is a port, not an address -> saveLocal of a connect saves an address with its port'],
    ],
    [
      'one name for a port and a local end: the later counts',
      [
        'op: connect, socket: a, address: 127.0.0.1, port: 1, saveLocal: X',
        'op: listen, socket: b, savePort: X',
        'op: connect, socket: c, address: »$X, port: $X',
      ],
      ['"$X" is a port, not an address -> saveLocal of a connect saves an address with its port'],
    ],
    [
      'a receiver that is closed',
      ['op: socket, socket: a', 'op: close, socket: a', 'op: deliver, address: 127.0.0.1, port: 1, receivers: [»a]'],
      ['no socket "a" is open here -> open it in an earlier step'],
    ],
    [
      'receivers of both protocols',
      [
        'op: socket, socket: a',
        'op: socket, socket: b, protocol: udp',
        'op: deliver, address: 127.0.0.1, port: 1, receivers: »[a, b]',
      ],
      ['the receivers use both TCP and UDP -> the clients use one protocol: name receivers of one'],
    ],
  ])('%s', (_, lines, expected) => {
    check(steps(...lines), expected);
  });

  it.each<[string, string[]]>([
    [
      'a closed name may be opened anew',
      [
        BIND,
        'op: close, socket: a',
        `${BIND}, reuseaddr: true`,
        'op: reset, socket: a',
        'op: listen, socket: a, family: inet6',
      ],
    ],
    ['family without an address', ['op: socket, socket: a, family: inet6, v6only: false']],
    ['a family that is not that of the address', ['op: bind, socket: a, family: inet6, address: 127.0.0.1, port: 0']],
    ['port 0 to connect to', ['op: connect, socket: a, address: 127.0.0.1, port: 0, expect: ECONNREFUSED']],
    [
      'any op opens',
      [
        'op: send, socket: a, protocol: udp',
        'op: receive, socket: b',
        'op: getsockname, socket: c',
        'op: shutdown, socket: d, how: both',
        'op: disconnect, socket: e',
      ],
    ],
    [
      'what accept gives may be accepted from',
      ['op: listen, socket: a', 'op: accept, socket: b, from: a', 'op: accept, socket: c, from: b, expect: EINVAL'],
    ],
    [
      'a port saved by listen',
      ['op: listen, socket: a, savePort: P', 'op: deliver, address: 127.0.0.1, port: $P, receivers: [a]'],
    ],
    [
      'a local end',
      [
        'op: connect, socket: a, address: "::1", port: 1, saveLocal: C',
        'op: bind, socket: b, address: $C, port: $C',
        'op: getsockname, socket: b, expectAddress: "!$C", expectPort: $C',
      ],
    ],
    ['a reversed range, which the kernel refuses', ['op: socket, socket: a, portRange: [9, 5], expect: EINVAL']],
  ])('accepted: %s', (_, lines) => {
    check(steps(...lines), []);
  });
});

describe('the rest of a trial', () => {
  it.each<[string, string, string[]]>([
    ['an unknown key', '»titel: x', ['unknown key "titel" in a trial -> did you mean title?']],
    ['a title that is a number', 'title: »5', ['"title" must be text -> put it into quotes']],
    ['a platform', 'platform: »linx', ['"linx" is not a platform -> did you mean linux?']],
    ['no mapping', 'sandbox: »lo', ['"sandbox" must be a mapping -> write lines of "key: value"']],
    [
      'a wrong address',
      'sandbox: { addresses: [»192.168.101/24] }',
      ['"192.168.101" is not an IP address -> an IPv4 address has four parts; "192.168.101" has 3'],
    ],
    [
      'a wrong prefix',
      'sandbox: { addresses: [»10.0.0.1/33] }',
      ['"10.0.0.1/33": the prefix is 0 to 32 -> write one such as 10.0.0.1/32'],
    ],
    [
      'an address with a zone',
      'sandbox: { addresses: [»fe80::1%lo] }',
      ['"fe80::1%lo" names an interface, but the addresses of the sandbox are on lo -> write it without %'],
    ],
    [
      'ANY',
      'sandbox: { addresses: [»0.0.0.0] }',
      ['"0.0.0.0" is a wildcard address, which no interface has -> leave it out'],
    ],
    [
      'a multicast or broadcast address',
      'sandbox: { addresses: [»"ff05::1", »255.255.255.255] }',
      [
        '"ff05::1" is a multicast or broadcast address, which no interface has -> leave it out: it can be bound, and joined by op: join',
        '"255.255.255.255" is a multicast or broadcast address, which no interface has -> leave it out: it can be bound, and joined by op: join',
      ],
    ],
    [
      'a device with addresses',
      'sandbox: { devices: [{ name: d1, addresses: [»10.0.0.1/33] }, { name: »lo, addresses: [] }, »{ name: d2, »adresses: [] }] }',
      [
        '"10.0.0.1/33": the prefix is 0 to 32 -> write one such as 10.0.0.1/32',
        '"lo" is in every sandbox already -> leave it out',
        'entry 3 of "devices" needs "addresses"',
        'unknown key "adresses" in entry 3 of "devices" -> did you mean addresses?',
      ],
    ],
    [
      'what is in every sandbox already',
      'sandbox: { addresses: [»127.0.0.1/8] }',
      ['"127.0.0.1/8" is in every sandbox already -> leave it out'],
    ],
    [
      'a device name',
      'sandbox: { devices: [»lo, »a/b, »aaaaaaaaaaaaaaaa] }',
      [
        '"lo" is in every sandbox already -> leave it out',
        '"a/b" is not a name for a device -> write up to 15 letters and digits, such as d1',
        '"aaaaaaaaaaaaaaaa" is not a name for a device -> write up to 15 letters and digits, such as d1',
      ],
    ],
    [
      'a sysctl elsewhere',
      'sandbox: { sysctls: { »kernel.hostname: x } }',
      [
        '"kernel.hostname" is not the name of a network setting -> write one that begins with net., such as net.ipv4.tcp_tw_reuse',
      ],
    ],
    [
      'a sysctl that climbs',
      'sandbox: { sysctls: { »net/../kernel/x: 1 } }',
      [
        '"net/../kernel/x" is not the name of a network setting -> write one that begins with net., such as net.ipv4.tcp_tw_reuse',
      ],
    ],
    [
      'a sysctl that is true',
      'sandbox: { sysctls: { net.ipv4.tcp_tw_reuse: »true } }',
      ['"net.ipv4.tcp_tw_reuse" must be text or a whole number'],
    ],
    ['a story without its sentence', 'story: »{ prose: x }', ['"story" needs "quote"']],
    ['an empty sentence', 'story: { quote: »"" }', ['"quote" must not be empty']],
  ])('%s', (_, line, expected) => {
    check(trial(line), expected);
  });

  it.each<[string, string, string[]]>([
    [
      'no id',
      'version: 1\ntrials:\n  - »steps: [{ op: sleep, seconds: 0 }]\n',
      ['a trial needs "id" -> write letters, digits and dashes, such as restart-in-time-wait'],
    ],
    ['no steps', 'version: 1\ntrials:\n  - »id: a\n', ['a trial needs "steps"']],
    [
      'empty steps',
      'version: 1\ntrials:\n  - { id: a, steps: »[] }\n',
      ['the list is empty -> write at least one, or leave the key out'],
    ],
    [
      'an id with blanks',
      'version: 1\ntrials:\n  - { id: »a b, steps: [{ op: sleep, seconds: 0 }] }\n',
      ['"a b" is not an id of a trial -> write letters, digits and dashes, such as restart-in-time-wait'],
    ],
    [
      'an id twice',
      'version: 1\ntrials:\n  - { id: a, steps: [{ op: sleep, seconds: 0 }] }\n  - { id: »a, steps: [{ op: sleep, seconds: 0 }] }\n',
      ['the id "a" is already the id of trial 1 -> give each trial and each expectation an id of its own'],
    ],
    [
      'a mistake in one trial hides none in another',
      'version: 1\ntrials:\n  - { id: a, steps: [{ op: »slep }] }\n  - { id: b, steps: [{ op: close, socket: »x }] }\n',
      ['"slep" is not an op -> did you mean sleep?', 'no socket "x" is open here -> open it in an earlier step'],
    ],
  ])('%s', (_, text, expected) => {
    check(text, expected);
  });
});
