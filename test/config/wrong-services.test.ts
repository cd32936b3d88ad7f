import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { readied } from '../judge/services/cast.ts';

/** What is complained of in the services of a file, by its first complaint. */
function complaint(services: string): string {
  const read = parseConfig('plan.yaml', `version: 1\nservices:\n  ${services}\n`);
  if (read.ok) return 'taken';
  const [first] = read.error;
  return `${first?.message} (${first?.hint ?? ''})`;
}

test.each([
  ['- { id: a, profile: nginx, listen: 80 }', 'taken'],
  [
    '- { id: a, profile: postgress, listen: 80 }',
    /^plan\.yaml:3:23: there is no profile "postgress" \(did you mean postgres\?\)$/,
  ],
  ['- { id: a, profile: nginx }', /the profile nginx has no default/],
  ['- { id: a, profile: plain }', /^plan\.yaml:3:11: the service "a" needs "listen": the profile plain has no default/],
  ['- { id: a }', /^plan\.yaml:3:11: the service "a" needs "profile"/],
  ['- { id: a, profile: nginx, lisen: 80 }', /^plan\.yaml:3:30: .*"lisen".*listen/],
  [
    '- { id: a, profile: nginx, listen: 80, options: { reusport: true } }',
    /^plan\.yaml:3:53: nginx has no option "reusport" \(did you mean reuseport\?\)$/,
  ],
  [
    '- { id: a, profile: nginx, listen: 80, options: { reuseport: 1000000000 } }',
    /^plan\.yaml:3:\d+: "reuseport" opens a socket for each worker: 1000000000 .* 1 to 1024/,
  ],
  ['- { id: a, profile: nginx, listen: 80, options: { reuseport: 0 } }', /^plan\.yaml:3:\d+: "reuseport"/],
  ['- { id: a, profile: nginx, listen: 80, options: { reuseport: 1024 } }', 'taken'],
  ['- { id: a, profile: nginx, listen: 70000 }', /^plan\.yaml:3:38: /],
  ['- { id: a, profile: nginx, listen: "192.168.101:80" }', /^plan\.yaml:3:38: .*192\.168\.101/],
  ['- { id: a, profile: nginx, listen: 80, expect: down }', /^plan\.yaml:3:50: /],
  [
    '- { id: a, profile: nginx, listen: 80 }\n  - { id: a, profile: plain, listen: 81 }',
    /^plan\.yaml:4:11: the id "a" is already the id of service 1/,
  ],
  [
    '- { id: a, profile: nginx, listen: 80 }\nserves:\n  - { endpoint: "0.0.0.0:80", by: b }',
    /^plan\.yaml:5:35: there is no service "b"/,
  ],
  [
    '- { id: a, profile: nginx, listen: { endpoint: 80, protocol: sctp } }',
    /^plan\.yaml:3:64: "sctp" is not a protocol/,
  ],
  ...['listen: 99999999999999999999', 'uid: 99999999999999999999'].map((huge): [string, RegExp] => [
    `- { id: a, profile: nginx, ${huge} }`,
    /^plan\.yaml:3:\d+: 99999999999999999999 is too large a number \(put it into quotes if it is text\)$/,
  ]),
  ['- { id: a, profile: nginx, listen: { port: 80 } }', /^plan\.yaml:3:38: "listen" needs "endpoint"/],
  ['- { id: a, profile: nginx, listen: [{ endpoint: 80, options: { nope: true } }] }', /nginx has no option "nope"/],
  [
    '- { id: a, profile: nginx, listen: { endpoint: "[::]:80", options: { ipv6only: off } } }',
    /nginx has no option "ipv6only" \(write "ipv6only=off": true\)/,
  ],
  [
    '- { id: a, profile: nginx, listen: [ 81, "[::]:80 ipv6only=off reuseport" ] }',
    /^plan\.yaml:3:44: "\[::\]:80 ipv6only=off reuseport" is more than an endpoint \(write the words of the server as options: \{ endpoint: "\[::\]:80", options: \{ "ipv6only=off": true, reuseport: true \} \}\)$/,
  ],
  [
    '- { id: a, profile: nginx, listen: ":3000" }',
    /":3000" is not an endpoint \(write 3000: the server is told no address\)$/,
  ],
  ['- { id: a, profile: haproxy, listen: ":::8443" }', /stands in brackets: "\[::\]:8443"\)$/],
  ['- { id: a, profile: nginx, listen: "[fe80::1]:8443" }', /names no interface \(write \[fe80::1%eth0\]:8443\)$/],
  [
    '- { id: a, profile: haproxy, listen: 80, options: { interface: true } }',
    /^plan\.yaml:3:66: "interface": true is not the name of an interface/,
  ],
  [
    '- { id: a, profile: nginx, listen: 80, options: { bind: "yes" } }',
    /^plan\.yaml:3:59: "bind" is a word that is there or not: yes .* \(write true or false\)/,
  ],
  [
    '- { id: a, profile: nginx, listen: 80, ended: { leaves: nothing }, reload: { listen: 81 } }',
    /^plan\.yaml:3:70: the service "a" has ended/,
  ],
  [
    '- { id: a, profile: nginx, listen: 80, expect: up, ended: { leaves: nothing } }',
    /^plan\.yaml:3:42: the service "a" has ended, and has no verdict \(leave out ended: or expect:\)$/,
  ],
  ['- { id: a, profile: constructor, listen: 80 }', /^plan\.yaml:3:23: there is no profile "constructor"/],
  [
    '- { id: a, profile: x, listen: 80 }\nprofiles: { x: { like: y }, y: { like: x } }',
    /^plan\.yaml:4:24: the profile "x" is like itself: x, y, x/,
  ],
  [
    `- { id: a, profile: plain, listen: [${Array.from({ length: 10 }, (_, i) => `"${i * 1024 + 1}-${(i + 1) * 1024}"`).join(', ')}] }`,
    /^plan\.yaml:3:\d+: more than 10000 sockets in one plan, up to here \(split the plan into several files\)$/,
  ],
  ['- { id: a, profile: own, listen: 80 }\nprofiles: { own: { like: own } }', /the profile "own" is like itself/],
  ...['99999', '8000-8002', 'each-ipv4 80', 'example.com:80'].map((line): [string, RegExp] => [
    `- { id: a, profile: own }\nprofiles: { own: { like: plain, default: ["${line}"] } }`,
    /^plan\.yaml:4:43: "/,
  ]),
  ['- { id: a, profile: own }\nprofiles: { own: { like: plain, default: ["[::1]:80"] } }', 'taken'],
  [
    '- { id: a, profile: own, listen: 80 }\nprofiles: { own: { like: plain, uid: 4294967295 } }',
    /^plan\.yaml:4:38: "uid" must be at most 4294967294/,
  ],
  ['- { id: a, profile: nginx, listen: 80, uid: 1.5 }', /^plan\.yaml:3:47: "uid" must be a whole number/],
  [
    '- { id: a, profile: nginx, listen: 80 }\nserves: [{ endpoint: 80, nobody: false }]',
    /^plan\.yaml:4:34: "nobody" must be true/,
  ],
])('%s', (services, expected) => {
  if (typeof expected === 'string') expect(complaint(services)).toBe(expected);
  else expect(complaint(services)).toMatch(expected);
});

test('more sockets than a plan may have, by workers of a few lines, are told before they are opened', () => {
  const lines = Array.from({ length: 12 }, (_, i) => `"0.0.0.0:${8000 + i}"`).join(', ');
  const plan = `services:\n  - { id: a, profile: nginx, listen: [${lines}], options: { reuseport: 1024 } }`;
  expect(() => readied(plan)).toThrow(/^plan\.yaml:3:\d+: more than 10000 sockets in one plan, up to here$/);
});

test('a service with a mistake is one that may answer all the same', () => {
  const services = '- { id: a, profile: nginx, listen: 80, uid: -1 }\nserves: [{ endpoint: 80, by: a }]';
  const read = parseConfig('plan.yaml', `version: 1\nservices:\n  ${services}\n`);
  expect(read).toMatchObject({ ok: false, error: { length: 1 } });
});

test('a file with a long name is cut in its name, and not in line and column', () => {
  const read = parseConfig(`${'x'.repeat(1000)}.yaml`, 'version: 1\nservices: 3\n');
  expect(read).toMatchObject({ ok: false, error: [{ message: expect.stringMatching(/^x{400}…:2:11: \S/) }] });
});

test('words of a server after an endpoint are taken as the complaint says to write them', () => {
  const { line = '' } =
    /options: (?<line>\{ endpoint.*\})\)$/.exec(
      complaint('- { id: a, profile: nginx, listen: "[::]:80 ipv6only=off" }'),
    )?.groups ?? {};
  expect(line).toContain('ipv6only=off');
  expect(complaint(`- { id: a, profile: nginx, listen: ${line} }`)).toBe('taken');
});
