import { expect, test } from 'vitest';
import { ephemeralRange, isReserved } from '../../src/model/ephemeral-ports.ts';
import type { HostFacts } from '../../src/model/host.ts';
import { hostOf } from '../why/evidence.ts';

const factsOf = (...facts: Parameters<typeof hostOf>): HostFacts => hostOf(...facts).facts;

test('reserved ports are single ones and ranges', () => {
  const facts = factsOf({ sysctls: { 'net.ipv4.ip_local_reserved_ports': '8080,9148-9150' } });
  expect([8079, 8080, 8081, 9147, 9148, 9149, 9150, 9151].filter((port) => isReserved(facts, port))).toEqual([
    8080, 9148, 9149, 9150,
  ]);
  expect(isReserved(factsOf(), 8080)).toBe(false);
  expect(isReserved(factsOf({ sysctls: { 'net.ipv4.ip_local_reserved_ports': '' } }), 8080)).toBe(false);
});

test('a host that tells no range has none', () => {
  expect(ephemeralRange(factsOf({ sysctls: { 'net.ipv4.ip_local_port_range': '' } }))).toBeUndefined();
});
