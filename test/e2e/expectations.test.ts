import { expect, test } from 'vitest';
import { canUnshare } from '../setup/namespace.ts';
import { runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';

const file = (expectations: string, run = 'addresses: [10.0.0.1, 10.0.0.2]'): string =>
  `version: 1\nrun: { ${run}, show: [alone] }\nexpect:\n${expectations}`;

const judge = async (expectations: string, options: { as?: 'root' | 'user'; run?: string } = {}) => {
  const finished = await runProgramInNamespace(['run', '--config', '-', '--format', 'json'], {
    addresses: ['10.0.0.1', '10.0.0.2'],
    input: file(expectations, options.run),
    ...(options.as === undefined ? {} : { as: options.as }),
  });
  return { code: finished.code, expectations: reportOf(finished).expectations, report: reportOf(finished) };
};

describeWhere(canUnshare(), 'expect: makes a run a verdict', () => {
  test.each([
    ['of an endpoint alone', '  - { address: 0.0.0.0, port: 50005, expect: ok }', 'met', 0],
    ['of a pair', '  - { holder: 0.0.0.0, address: each-ipv4, port: 50005, expect: bind:EADDRINUSE }', 'met', 0],
    ['of two specific addresses', '  - { holder: 10.0.0.1, address: 10.0.0.2, port: 50005, expect: ok }', 'met', 0],
    [
      'of sockets with other options',
      '  - { holder: 0.0.0.0, address: 10.0.0.2, port: 50005, reuse: port, expect: ok }',
      'met',
      0,
    ],
    [
      'of a program that binds all first',
      '  - { holder: 0.0.0.0, address: 10.0.0.2, port: 50005, sequence: bind-all-first, expect: listen:EADDRINUSE }',
      'met',
      0,
    ],
    [
      'of UDP',
      '  - { holder: 0.0.0.0, address: 10.0.0.2, port: 53, protocol: udp, reuse: none, expect: EADDRINUSE }',
      'met',
      0,
    ],
    ['unmet', '  - { holder: 0.0.0.0, address: 10.0.0.2, port: 50005, expect: ok }', 'unmet', 1],
  ])('where an expectation is %s, its status and the exit code follow', async (_name, text, status, code) => {
    const judged = await judge(text);
    expect(judged.expectations.map((e) => e.status)).toEqual([status]);
    expect(judged.code).toBe(code);
  });

  test('the report repeats an expectation as it was written, with the distinct outcomes observed', async () => {
    const { expectations } = await judge('  - { holder: 10.0.0.1, address: each-ipv4, port: 50005, expect: ok }');
    expect(expectations[0]).toMatchObject({
      expectation: { holder: '10.0.0.1', address: 'each-ipv4', port: 50005 },
      status: 'unmet',
    });
    expect(new Set(expectations[0]?.observed)).toEqual(new Set(['ok', 'bind:EADDRINUSE']));
  });

  test('one unmet expectation of two gives 1', async () => {
    const { code } = await judge(
      '  - { address: 0.0.0.0, port: 1, expect: ok }\n  - { address: 0.0.0.0, port: 1, expect: EACCES }',
    );
    expect(code).toBe(1);
  });
});

describeWhere(canUnshare('user'), 'expectations of an ordinary user', () => {
  test('a pair whose holder may not bind the port is inconclusive, and gives 3', async () => {
    const judged = await judge('  - { holder: 10.0.0.1, address: 10.0.0.2, port: 80, expect: ok }', { as: 'user' });
    expect(judged).toMatchObject({
      code: 3,
      expectations: [{ status: 'inconclusive', reason: expect.stringContaining('EACCES') }],
    });
  });

  test('one unmet and one inconclusive expectation give 1', async () => {
    const judged = await judge(
      '  - { holder: 10.0.0.1, address: 10.0.0.2, port: 80, expect: ok }\n  - { address: 10.0.0.2, port: 80, expect: ok }',
      { as: 'user' },
    );
    expect(judged.code).toBe(1);
  });
});
