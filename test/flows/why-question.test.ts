import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WhyArguments } from '../../src/commands/options.ts';
import { checkDevice, parseEndpoint, readQuestion } from '../../src/commands/why-question.ts';
import { formatEndpoint } from '../../src/model/address.ts';

const shown = (text: string): string => {
  const parsed = parseEndpoint(text);
  if (!parsed.ok) return `${parsed.error.message}: ${parsed.error.hint}`;
  const { protocol, address, port } = parsed.value;
  return `${protocol ?? 'either'} ${formatEndpoint(address, port)}`;
};

describe('an endpoint', () => {
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
  ])('%s is %s', (text, endpoint) => {
    expect(shown(text)).toBe(endpoint);
  });

  test.each([
    ['', /is not a port/],
    ['0', /port 0 cannot be shared/],
    ['65536', /out of range/],
    ['080', /is not a port/],
    ['localhost:80', /"localhost" is not an IP address/],
    ['*:80', /write 0\.0\.0\.0 or \[::\]/],
    ['192.0.2.2', /name the port too: 192\.0\.2\.2:80/],
    ['::1', /an IPv6 address stands in brackets: \[::1\]:80/],
    ['::1:80', /stands in brackets/],
    ['[192.0.2.2]:80', /write it without brackets/],
    ['[::1]', /write one such as 80/],
    ['192.168.101:80', /four parts/],
    ['sctp:80', /"sctp" is not an IP address/],
    ['80 ', /is not a port/],
  ])('%j is none', (text, complaint) => {
    expect(shown(text)).toMatch(complaint);
  });

  test('that is written comes back', () => {
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

  test('any text is read or complained of', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseEndpoint(text);
        if (!parsed.ok) expect(parsed.error.message).not.toBe('');
      }),
    );
  });
});

describe('a question', () => {
  const ask = (text: string, flags: object = {}) => readQuestion(flags as WhyArguments, text);

  test.each([
    ['80', {}, { protocol: 'tcp', reuse: 'addr', v6only: 'system', freebind: false }],
    ['80', { protocol: 'udp' }, { protocol: 'udp', reuse: 'none' }],
    ['udp:80', { reuse: 'addr+port' }, { protocol: 'udp', reuse: 'addr+port' }],
    ['[::]:80', { v6only: 'on', freebind: true, device: 'eth0' }, { v6only: 'on', freebind: true, device: 'eth0' }],
  ])('%s with %o', (text, flags, value) => {
    expect(ask(text, flags)).toMatchObject({ ok: true, value });
  });

  test.each([
    ['udp:80', { protocol: 'tcp' }, /--protocol tcp: the endpoint says udp/],
    ['80', { reuse: 'both' }, /--reuse: "both" is not a choice/],
    ['80', { v6only: 'yes' }, /--v6only: "yes"/],
    ['80', { v6only: 'on' }, /an IPv4 socket has no IPV6_V6ONLY/],
    ['80', { reuse: ['addr', 'port'] }, /a list is not a choice/],
  ])('%s with %o is none', (text, flags, complaint) => {
    const asked = ask(text, flags);
    expect(asked.ok ? '' : asked.error.message).toMatch(complaint);
  });

  test('names a device of this host, and the one of its address', () => {
    const question = (text: string, device: string) => {
      const asked = ask(text, { device });
      return asked.ok ? checkDevice(asked.value, ['lo', 'eth0']) : asked;
    };
    expect(question('80', 'eth0')).toMatchObject({ ok: true });
    expect(question('80', 'eth9')).toMatchObject({ error: { hint: 'it has lo, eth0' } });
    expect(question('[fe80::1%eth0]:80', 'lo')).toMatchObject({ error: { message: /one of eth0/ } });
  });
});
