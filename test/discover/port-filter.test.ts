import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { portFilter, portRanges } from '../../src/discover/linux/port-filter.ts';

/** linux/inet_diag.h */
const JMP = 1;
const S_GE = 2;
const S_LE = 3;

/** inet_diag_bc_run, net/ipv4/inet_diag.c: whether a socket with this local port is let through. */
function lets(program: Buffer, port: number): boolean {
  let at = 0;
  while (at < program.length) {
    const code = program.readUInt8(at);
    const operand = program.length > at + 6 ? program.readUInt16LE(at + 6) : 0;
    const yes = code === S_GE ? port >= operand : code === S_LE ? port <= operand : false;
    at += yes ? program.readUInt8(at + 1) : program.readUInt16LE(at + 2);
  }
  return at === program.length;
}

/** inet_diag_bc_audit: what the kernel refuses with EINVAL. */
function audits(program: Buffer): boolean {
  const reached: number[] = [];
  for (let at = 0; at < program.length; at += program.readUInt8(at + 1)) {
    const left = program.length - at;
    const [code, yes, no] = [program.readUInt8(at), program.readUInt8(at + 1), program.readUInt16LE(at + 2)];
    const shortest = code === JMP ? 4 : 8;
    if (![JMP, S_GE, S_LE].includes(code) || left < shortest) return false;
    if (no < 4 || no > left + 4 || no % 4 !== 0 || yes < shortest || yes > left + 4 || yes % 4 !== 0) return false;
    reached.push(at);
  }
  const targets = reached.map((at) => at + program.readUInt16LE(at + 2)).filter((target) => target < program.length);
  return targets.every((target) => reached.includes(target));
}

const anyPort = fc.integer({ min: 0, max: 65_535 });

describe('a port filter', () => {
  test('lets exactly the given ports through', () => {
    fc.assert(
      fc.property(fc.array(anyPort, { minLength: 1, maxLength: 60 }), fc.array(anyPort), (ports, others) => {
        const program = portFilter(ports);
        const around = ports.flatMap((p) => [p - 1, p, p + 1]).filter((p) => p >= 0 && p <= 65_535);
        for (const p of [...around, ...others]) expect(lets(program, p)).toBe(ports.includes(p));
      }),
    );
  });

  test('is one that the kernel takes', () => {
    fc.assert(fc.property(fc.array(anyPort, { minLength: 1, maxLength: 300 }), (ports) => audits(portFilter(ports))));
  });

  test('of more than a thousand ranges lets everything between them through, and fits into an attribute', () => {
    const even = Array.from({ length: 1001 }, (_, i) => 2000 + 2 * i);
    const program = portFilter(even);
    expect(program.length).toBeLessThan(65_531);
    expect(audits(program)).toBe(true);
    expect([1999, 2000, 2001, 4000, 4001].map((p) => lets(program, p))).toEqual([false, true, true, true, false]);
    expect(portFilter(even.slice(1)).length).toBeLessThan(65_531);
    expect(lets(portFilter(even.slice(1)), 2003)).toBe(false);
  });

  test('of no port is empty', () => {
    expect(portFilter([])).toHaveLength(0);
  });
});

test.each([
  [[], []],
  [[80], [[80, 80]]],
  [
    [443, 80, 80],
    [
      [80, 80],
      [443, 443],
    ],
  ],
  [
    [8002, 8000, 8001, 9000],
    [
      [8000, 8002],
      [9000, 9000],
    ],
  ],
])('ports %j are the ranges %j', (ports, ranges) => {
  expect(portRanges(ports)).toEqual(ranges);
});
