import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { times } from '../setup/long.ts';
import { sockets } from './reading.ts';

const host = fc.oneof(fc.ipV4(), fc.constantFrom('[::]', '[::1]', '[fd00:1::101]', '[2001:db8::a:1]', '0.0.0.0'));
const hosts = fc.uniqueArray(fc.record({ host, port: fc.integer({ min: 1, max: 65535 }) }), {
  minLength: 1,
  maxLength: 8,
  selector: (one) => `${one.host}:${one.port}`,
});

type Written = { readonly host: string; readonly port: number };

/** How a line for an address is written in each format, after the beginning of the file; and what is read of it. */
const FORMATS = [
  ['nginx', 'server {\n', ({ host: ip, port }: Written) => `listen ${ip}:${port};`, ''],
  ['haproxy', 'frontend a\n', ({ host: ip, port }: Written) => `bind ${ip}:${port}`, ''],
  ['systemd', '[Socket]\n', ({ host: ip, port }: Written) => `ListenStream=${ip}:${port}`, '/tcp'],
  ['compose', 'services: { a: { ports: [\n', ({ host: ip, port }: Written) => ` "${ip}:${port}:80",`, '/tcp'],
  ['sshd', '\n', ({ host: ip, port }: Written) => `ListenAddress ${ip}:${port}`, ''],
] as const;

const ENDS: Readonly<Record<string, string>> = { nginx: '\n}', compose: '\n ] } }' };

describe('a line that is written reads back', () => {
  it.each(FORMATS)('in %s', (format, begin, write, protocol) => {
    fc.assert(
      fc.property(hosts, (all) => {
        const text = begin + all.map(write).join('\n') + (ENDS[format] ?? '');
        const read = sockets(format, text).map((line) => line.replace(/^f:(\d+):\d+ /, '$1 '));
        expect(read).toEqual(all.map((one, i) => `${i + 2} ${one.host}:${one.port}${protocol}`));
      }),
      { numRuns: times(50, 1000) },
    );
  });
});
