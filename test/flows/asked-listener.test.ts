import { describe, expect, test } from 'vitest';
import { type ListenerFlags, readListeners } from '../../src/flows/asked-listener.ts';
import { checkDevice } from '../../src/flows/why.ts';
import type { Interface } from '../../src/model/host.ts';
import type { Listener } from '../../src/model/listener.ts';
import { ok, type Result } from '../../src/model/result.ts';

/** The one listener that a text names. */
function readListener(text: string, flags: ListenerFlags): Result<Listener> {
  const read = readListeners([text], flags);
  if (!read.ok) return read;
  if (read.value === undefined) throw new Error(`no listener in ${text}`);
  return ok(read.value[0].listener);
}

describe('readListeners', () => {
  test.each<[string, ListenerFlags, string, object]>([
    ['80', {}, 'tcp', { reuseaddr: true }],
    ['80', { protocol: 'udp' }, 'udp', {}],
    ['80', { reuse: 'none' }, 'tcp', {}],
    ['udp:80', { reuse: 'addr+port' }, 'udp', { reuseaddr: true, reuseport: true }],
    ['[::]:80', { v6only: 'system' }, 'tcp', { reuseaddr: true }],
    ['[::]:80', { v6only: 'off' }, 'tcp', { reuseaddr: true, v6only: false }],
    [
      '[::]:80',
      { v6only: 'on', freebind: true, device: 'eth0' },
      'tcp',
      { reuseaddr: true, v6only: true, freebind: true, device: 'eth0' },
    ],
  ])('reads %s with the flags %o as a %s listener with %o', (text, flags, protocol, options) => {
    expect(readListener(text, flags)).toMatchObject({ ok: true, value: { protocol, port: 80 } });
    const read = readListener(text, flags);
    expect(read.ok && read.value.options).toEqual(options);
  });

  test.each<[string, ListenerFlags, RegExp]>([
    ['udp:80', { protocol: 'tcp' }, /--protocol tcp: the endpoint says udp/],
    ['80', { reuse: 'both' }, /--reuse: "both" is not a /],
    ['80', { v6only: 'yes' }, /--v6only: "yes"/],
    ['80', { v6only: 'on' }, /an IPv4 socket has no IPV6_V6ONLY/],
    ['eighty', {}, /"eighty" is not an endpoint/],
  ])('refuses %s with the flags %o, and names what is wrong', (text, flags, complaint) => {
    const read = readListener(text, flags);
    expect(read.ok ? '' : read.error.message).toMatch(complaint);
  });
});

describe('checkDevice', () => {
  const link = (name: string, index: number): Interface => ({ name, index, link: 'up', loopback: false });
  const check = (text: string, device?: string) => {
    const read = readListener(text, { device });
    if (!read.ok) throw new Error(read.error.message);
    return checkDevice(read.value, [link('lo', 1), link('eth0', 2)]);
  };

  test('accepts an interface of the host, and a listener without a device', () => {
    expect(check('80', 'eth0')).toMatchObject({ ok: true });
    expect(check('80')).toMatchObject({ ok: true });
    expect(check('[fe80::1%eth0]:80', 'eth0')).toMatchObject({ ok: true });
  });

  test('names the interfaces of the host where it has no such one', () => {
    expect(check('80', 'eth9')).toMatchObject({
      error: { message: 'this host has no interface "eth9"', hint: 'it has lo, eth0' },
    });
  });

  test('refuses a device other than the interface of a link-local address', () => {
    expect(check('[fe80::1%eth0]:80', 'lo')).toMatchObject({
      error: { message: 'the address belongs to eth0, not to lo' },
    });
  });
});
