import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errnoName } from '../../src/libc/errno.ts';
import { scopeId } from '../../src/libc/interface-names.ts';
import { LINUX } from '../../src/libc/linux.ts';
import { platform } from '../../src/libc/platform.ts';
import { decodeSockaddr, encodeSockaddr } from '../../src/libc/sockaddr.ts';
import { addressFromBytes, formatAddress } from '../../src/model/address.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

describe('sockaddr', () => {
  test.each([
    ['192.168.1.101', `0200c355c0a80165${'00'.repeat(8)}`],
    ['::', `0a00c355${'00'.repeat(24)}`],
    ['::1', `0a00c35500000000${'00'.repeat(15)}0100000000`],
    ['fe80::1%lo', `0a00c35500000000fe80${'00'.repeat(13)}0101000000`],
    ['fe80::1%7', `0a00c35500000000fe80${'00'.repeat(13)}0107000000`],
  ])('%s as ip(7) and ipv6(7) lay it out', (text, hex) => {
    expect(encodeSockaddr(LINUX, address(text), 50005).toString('hex')).toBe(hex);
  });

  test('a BSD has a length byte before the family', () => {
    const bsd = { ...LINUX, sockaddrHasLength: true, AF_INET6: 28 };
    expect([...encodeSockaddr(bsd, address('10.0.0.1'), 80).subarray(0, 2)]).toEqual([16, 2]);
    expect([...encodeSockaddr(bsd, address('::1'), 80).subarray(0, 2)]).toEqual([28, 28]);
    expect(decodeSockaddr(bsd, encodeSockaddr(bsd, address('::1'), 80))).toEqual({ address: address('::1'), port: 80 });
  });

  test('what was encoded is decoded again', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
    );
    fc.assert(
      fc.property(bytes, fc.nat(65535), (raw, port) => {
        const original = addressFromBytes(raw);
        expect(decodeSockaddr(LINUX, encodeSockaddr(LINUX, original, port))).toEqual({ address: original, port });
        expect(address(formatAddress(original))).toEqual(original);
      }),
    );
  });

  test('another family is no address', () => expect(decodeSockaddr(LINUX, Buffer.alloc(28))).toBeUndefined());
});

describeWhere(canEnter(), 'the index of a zone', () => {
  test('an interface may be named like a number, and then it is meant', () => {
    const found = inside(() => [scopeId('77'), scopeId('78'), scopeId('4294967296')], {
      devices: [{ name: '77', link: 'up', addresses: [] }],
    });
    expect(found).toEqual([expect.any(Number), 78, 0]);
    expect([2, 3]).toContain(found[0]);
  });
});

describe('errno', () => {
  test.each([
    [98, 'EADDRINUSE'],
    [99, 'EADDRNOTAVAIL'],
    [13, 'EACCES'],
    [11, 'EAGAIN'],
    [95, 'EOPNOTSUPP'],
    [97, 'EAFNOSUPPORT'],
    [94, 'ESOCKTNOSUPPORT'],
    [9999, 'E9999'],
  ])('%i is %s', (number, name) => expect(errnoName(number)).toBe(name));
});

test('a platform without a table is a problem in one line, not an exception', () => {
  const missing = platform('sunos');
  expect(missing).toMatchObject({ ok: false, error: { message: expect.stringContaining('sunos') } });
  expect(platform('linux')).toMatchObject({ ok: true });
});
