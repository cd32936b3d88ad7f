import { describe, expect, it } from 'vitest';
import { detectInput, type InputFormat } from '../../src/inputs/detect.ts';
import { INPUT_READERS } from '../../src/inputs/read-input.ts';
import { cpuSeconds } from '../setup/cpu.ts';
import { times } from '../setup/long.ts';

/** Text that grows: what is repeated, between a beginning and an end. */
const LONG: readonly (readonly [InputFormat, string, string, string])[] = [
  ['nginx', 'server {', ' listen 80;', '}'],
  ['nginx', '', 'server { listen 80; }\n', ''],
  ['nginx', 'http {', ' a {', ''],
  ['nginx', 'a "', '\\"', ''],
  ['nginx', 'listen ', 'a ', ''],
  ['nginx', 'x_by_lua_block {', '[[ ]] { } -- "', ''],
  ['nginx', 'x_by_lua_block {', '[=', ''],
  ['nginx', '', '\n', ''],
  ['nginx', '', '# configuration file a:\n', ''],
  ['nginx', '# configuration file /a:\n', 'include *a*a*a*b;\n# configuration file /aaaaaaaaaaaaaaaaaaaaaaaaaa:\n', ''],
  ['compose', 'services: { a: { ports: [', '"1:1",', '] } }'],
  ['compose', 'services: { a: { ports: ["', '${A:-', '"] } }'],
  ['compose', 'services: { a: { ports: ["', '$A', '"] } }'],
  ['compose', 'services: { a: { ports: ["', ':', '"] } }'],
  ['compose', 'services:\n', '  a: &a { <<: *a }\n', ''],
  ['systemd', '[Socket]\n', 'ListenStream=80\n', ''],
  ['systemd', '[Socket]\nListenStream=', '\\\n', ''],
  ['systemd', '[Socket]\nListenStream=', ' ', '80'],
  ['systemd', '', '#\n', ''],
  ['systemd', '[Socket]\nListenStream=', '%a', ''],
  ['sshd', '', 'Port 22\n', ''],
  ['sshd', 'Port', ' ', '\u2028'],
  ['sshd', 'listenaddress ', '1:', 'x'],
  ['sshd', 'ListenAddress "', 'a', ''],
  ['haproxy', 'frontend a\n', 'bind :80\n', ''],
  ['haproxy', 'frontend a\nbind ', ':80,', ''],
  ['haproxy', 'frontend a\nbind "', '${A', ''],
  ['haproxy', 'frontend a\nbind ', '\\', ''],
  ['haproxy', 'frontend a\nbind a', ' x', ''],
];

describe('a long text', () => {
  it.each(LONG)('of %s with %j and many %j takes time in its length', (format, before, repeated, after) => {
    const make = (length: number): string => before + repeated.repeat(Math.ceil(length / repeated.length)) + after;
    const cost = (text: string): number =>
      cpuSeconds(() => {
        INPUT_READERS[format](text, 'f', { environment: { A: '80' }, root: true });
        detectInput('-', text);
      });
    const size = times(256, 256, 1024) * 1024;
    cost(make(size));
    // Four times the length; quadratic time would be sixteen. What is less than the clock can tell counts as that.
    const [short, long] = [cost(make(size)), cost(make(4 * size))];
    expect(long / Math.max(short, 0.03)).toBeLessThan(12);
  });
});
