import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../../src/report/run/json.ts';
import { reportOfCase } from '../fixtures/cases.ts';
import { held, manyAddresses } from '../fixtures/hosts.ts';
import { reportOf } from '../fixtures/report-of.ts';

describe('the JSON report', () => {
  it.each(['two-interfaces', 'held-port', 'holder-and-newcomer-differ', 'trials'] as const)(
    'of %s is as golden',
    async (name) => {
      await expect([...jsonReport(reportOfCase(name))].join('')).toMatchFileSnapshot(`../golden/${name}.json`);
    },
  );

  it('has of an endpoint alone what was asked for of IPV6_V6ONLY, also of an IPv4 one, and the reuse option that was set', () => {
    const asked = reportOf({ port: 8080, reuse: ['addr+port'], v6only: ['on'], heldBy: [held({})] });
    const { alone } = JSON.parse([...jsonReport(asked)].join(''));
    const values = alone.map((one: Record<string, string>) => `${one.reuse} ${one.v6only}`);
    expect([...new Set(values)]).toEqual(['addr on']);
  });

  it('comes in small pieces, however many pairs there are', () => {
    const pieces = [...jsonReport(reportOf({ addresses: manyAddresses(400), show: ['matrix'] }))];
    expect(pieces.length).toBeGreaterThan(50);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(128 * 1024);
    expect(JSON.parse(pieces.join('')).matrices[0].cells).toHaveLength(401);
  });
});
