import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inRange } from '../../src/model/ephemeral-ports.ts';
import { otherPorts } from '../../src/why/ports.ts';
import { hostOf } from './evidence.ts';

const range = fc
  .tuple(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 1, max: 65_535 }))
  .map((ends) => ends.sort((a, b) => a - b));

test('other ports are valid, unprivileged, outside the ephemeral range and not the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65_535 }), range, (port, [low = 0, high = 0]) => {
      const host = hostOf({ sysctls: { 'net.ipv4.ip_local_port_range': `${low} ${high}` } });
      const others = otherPorts(host, port);
      expect(new Set(others).size).toBe(others.length);
      for (const one of others) {
        expect(one).toBeGreaterThanOrEqual(1024);
        expect(one).toBeLessThanOrEqual(65_535);
        expect(one).not.toBe(port);
        expect(inRange([low, high], one)).toBe(false);
      }
    }),
  );
});

test('other ports are the likely ones first', () => {
  expect(otherPorts(hostOf(), 80)[0]).toBe(8080);
  expect(otherPorts(hostOf(), 443)[0]).toBe(8443);
  expect(otherPorts(hostOf(), 8080)[0]).toBe(8081);
});
