import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { type Address, addressBytes, addressFromBytes } from '../../src/model/address.ts';

test('the bytes of an IPv4 address are its numbers, and are read back', () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), (bytes) => {
      const address: Address = { family: 'inet', ip: bytes.join('.') };
      expect(addressBytes(address)).toEqual(bytes);
      expect(addressFromBytes(Uint8Array.from(bytes))).toEqual(address);
    }),
  );
});

test('sixteen bytes are read as ipaddr.js reads them, v4-mapped ones with a dotted tail', () => {
  const prefix = fc.constantFrom([0, 0, 0xff, 0xff], [0, 0, 0, 0], [0, 1, 0xff, 0xff], [0, 0, 0xff, 0xfe]);
  fc.assert(
    fc.property(prefix, fc.uint8Array({ minLength: 4, maxLength: 4 }), ([a = 0, ...rest], tail) => {
      const bytes = Uint8Array.from([a, 0, 0, 0, 0, 0, 0, 0, 0, ...rest, ...tail]);
      const parsed = new ipaddr.IPv6([...bytes]);
      const mapped = parsed.isIPv4MappedAddress() ? `::ffff:${parsed.toIPv4Address()}` : parsed.toRFC5952String();
      expect(addressFromBytes(bytes)).toEqual({ family: 'inet6', ip: mapped });
    }),
  );
});
