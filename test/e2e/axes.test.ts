import { expect, test } from 'vitest';
import { canUnshare } from '../setup/namespace.ts';
import { runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';

const runJson = async (...args: readonly string[]) =>
  reportOf(await runProgramInNamespace(['run', '--format', 'json', ...args], { addresses: ['10.0.0.1'] }));

describeWhere(canUnshare(), 'run --freebind', () => {
  test('binds an address that the host does not have where it is on, and is refused where it is off', async () => {
    const report = await runJson('--freebind', 'off,on', '--address', '203.0.113.7', '--show', 'alone,matrix');
    const alone = report.alone.filter(({ address }) => address === '203.0.113.7');
    expect(alone.map(({ freebind, outcome, predicted }) => [freebind, outcome, predicted])).toEqual([
      [undefined, 'bind:EADDRNOTAVAIL', 'bind:EADDRNOTAVAIL'],
      ['on', 'ok', 'ok'],
    ]);
    expect(report.matrices.map(({ freebind, cells }) => [freebind, cells[1]?.[1]])).toEqual([
      [undefined, 'holder:bind:EADDRNOTAVAIL'],
      ['on', 'bind:EADDRINUSE'],
    ]);
    expect(report.disagreements).toEqual([]);
  });

  test('sends no client to an address that the host does not have', async () => {
    const report = await runJson('--freebind', 'on', '--address', '203.0.113.7', '--show', 'together');
    const listener = report.together[0]?.listeners.find(({ address }) => address === '203.0.113.7');
    expect(listener).toMatchObject({ answers: null, reached: 'skipped:not-local' });
    expect(report.disagreements).toEqual([]);
  });

  test('agrees with the rules on every family, protocol and reuse option', async () => {
    const report = await runJson(
      ...['--freebind', 'on', '--address', 'any4,any6,10.0.0.1,203.0.113.7,2001:db8::7,::ffff:203.0.113.7'],
      ...['--protocol', 'tcp,udp', '--reuse', 'none,addr,port', '--sequence', 'listen-each,bind-all-first'],
    );
    expect(report.disagreements).toEqual([]);
    expect(report.summary).toMatchObject({ unknown: 0 });
  });
});
