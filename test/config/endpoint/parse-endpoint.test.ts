import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEndpoint } from '../../../src/config/endpoint/parse-endpoint.ts';
import { formatEndpoint } from '../../../src/model/address.ts';

import { NAMES } from './names.ts';

const shown = (text: string): string => {
  const parsed = parseEndpoint(text, NAMES);
  if (!parsed.ok) return `${parsed.error.message}: ${parsed.error.hint}`;
  const { protocol, address, port, device, v6only } = parsed.value;
  const more = `${device === undefined ? '' : ` %${device}`}${v6only === false ? ' dual-stack' : ''}`;
  return `${protocol ?? 'either'} ${formatEndpoint(address, port)}${more}`;
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
    ['80/udp', 'udp 0.0.0.0:80'],
    ['0.0.0.0:53/UDP', 'udp 0.0.0.0:53'],
    ['tcp:80/tcp', 'tcp 0.0.0.0:80'],
    ['127.0.0.53%lo:53', 'either 127.0.0.53:53 %lo'],
    ['[fe80::1]%eth0:80', 'either [fe80::1%eth0]:80'],
    ['[::]%eth0:80', 'either [::]:80 %eth0'],
    ['*:80', 'either [::]:80 dual-stack'],
    ['*%eth0:80', 'either [::]:80 %eth0 dual-stack'],
    [':::80', 'either [::]:80'],
    ['::1:631', 'either [::1]:631'],
    ['::ffff:192.0.2.2:80', 'either [::ffff:192.0.2.2]:80'],
    ['fe80::1%eth0:80', 'either [fe80::1%eth0]:80'],
    ['0:0:0:0:0:0:0:0:80', 'either [::]:80'],
    ['localhost:5432', 'either 127.0.0.1:5432'],
    ['LocalHost:postgresql', 'either 127.0.0.1:5432'],
    ['ip6-localhost:80', 'either [::1]:80'],
    ['udp:domain', 'udp 0.0.0.0:53'],
    ['80 ', 'either 0.0.0.0:80'],
  ])('reads %s as %s', (text, endpoint) => {
    expect(shown(text)).toBe(endpoint);
  });

  test.each([
    ['', /is not a port/],
    ['0', /port 0 cannot be shared/],
    ['65536', /out of range/],
    ['080', /is not a port/],
    ['www.example.test:80', /neither an IP address nor a name in \/etc\/hosts: write the address: no name server/],
    ['2001:db8::1:80', /write an IPv6 address in brackets/],
    ['udp:80/tcp', /it says both udp and tcp/],
    ['192.0.2.2', /add the port: 192\.0\.2\.2:80/],
    ['::1', /write an IPv6 address in brackets: \[::1\]:80/],
    ['[192.0.2.2]:80', /write it without brackets/],
    ['[::1]', /write one such as 80/],
    ['192.168.101:80', /four parts/],
    ['sctp:80', /"sctp" is neither an IP address nor a name/],
    ['eighty', /"eighty" is not a port/],
  ])('refuses %j, and says why', (text, complaint) => {
    expect(shown(text)).toMatch(complaint);
  });

  test('reads back every endpoint that formatEndpoint writes', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const port = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(address, port, fc.constantFrom('', 'tcp:', 'udp:'), (ip, number, prefix) => {
        const text = ip.includes(':') ? `[${ip}]:${number}` : `${ip}:${number}`;
        const parsed = parseEndpoint(prefix + text, NAMES);
        expect(parsed).toMatchObject({ ok: true, value: { port: number } });
        if (parsed.ok)
          expect(parseEndpoint(formatEndpoint(parsed.value.address, number), NAMES)).toMatchObject({
            ok: true,
            value: { address: parsed.value.address },
          });
      }),
    );
  });

  test('reads any text, or gives a message that is not empty', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseEndpoint(text, NAMES);
        if (!parsed.ok) expect(parsed.error.message).not.toBe('');
      }),
    );
  });
});
