import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEndpoint } from '../../src/flows/endpoint.ts';
import { formatEndpoint } from '../../src/model/address.ts';

const shown = (text: string): string => {
  const parsed = parseEndpoint(text);
  if (!parsed.ok) return `${parsed.error.message}: ${parsed.error.hint}`;
  const { protocol, address, port } = parsed.value;
  return `${protocol ?? 'either'} ${formatEndpoint(address, port)}`;
};

describe('parseEndpoint', () => {
  test.each([
    ['80', 'either 0.0.0.0:80'],
    [':80', 'either 0.0.0.0:80'],
    ['0.0.0.0:80', 'either 0.0.0.0:80'],
    ['192.0.2.2:65535', 'either 192.0.2.2:65535'],
    ['[::]:80', 'either [::]:80'],
    ['[FE80::1%eth0]:80', 'either [fe80::1%eth0]:80'],
    ['[::ffff:192.0.2.2]:80', 'either [::ffff:192.0.2.2]:80'],
    ['udp:53', 'udp 0.0.0.0:53'],
    ['tcp:[::1]:53', 'tcp [::1]:53'],
    ['UDP://127.0.0.1:53', 'udp 127.0.0.1:53'],
  ])('reads %s as %s', (text, endpoint) => {
    expect(shown(text)).toBe(endpoint);
  });

  test.each([
    ['', /is not a port/],
    ['0', /port 0 cannot be shared/],
    ['65536', /out of range/],
    ['080', /is not a port/],
    ['localhost:80', /"localhost" is not an IP address/],
    ['*:80', /write 0\.0\.0\.0 or \[::\]/],
    ['192.0.2.2', /add the port: 192\.0\.2\.2:80/],
    ['::1', /write an IPv6 address in brackets: \[::1\]:80/],
    ['::1:80', /in brackets/],
    ['[192.0.2.2]:80', /write it without brackets/],
    ['[::1]', /write one such as 80/],
    ['192.168.101:80', /four parts/],
    ['sctp:80', /"sctp" is not an IP address/],
    ['80 ', /is not a port/],
  ])('refuses %j, and says why', (text, complaint) => {
    expect(shown(text)).toMatch(complaint);
  });

  test('reads back every endpoint that formatEndpoint writes', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const port = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(address, port, fc.constantFrom('', 'tcp:', 'udp:'), (ip, number, prefix) => {
        const text = ip.includes(':') ? `[${ip}]:${number}` : `${ip}:${number}`;
        const parsed = parseEndpoint(prefix + text);
        expect(parsed).toMatchObject({ ok: true, value: { port: number } });
        if (parsed.ok)
          expect(parseEndpoint(formatEndpoint(parsed.value.address, number))).toMatchObject({
            ok: true,
            value: { address: parsed.value.address },
          });
      }),
    );
  });

  test('reads any text, or gives a message that is not empty', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseEndpoint(text);
        if (!parsed.ok) expect(parsed.error.message).not.toBe('');
      }),
    );
  });
});
