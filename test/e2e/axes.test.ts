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

describeWhere(canUnshare(), 'run --device', () => {
  const inSandbox = (...args: readonly string[]) =>
    runJson('--in', 'sandbox', '--family', 'inet', '--address', '10.0.0.7', ...args);

  test('sockets on different devices share one address and port; those on the same device do not', async () => {
    const report = await inSandbox('--device', 'd1/d2,d1', '--show', 'matrix');
    expect(report.matrices.map(({ device, cells }) => [device, cells[1]?.[1]])).toEqual([
      [{ holder: 'd1', newcomer: 'd2' }, 'ok'],
      ['d1', 'bind:EADDRINUSE'],
    ]);
    expect(report.disagreements).toEqual([]);
  });

  test('a socket on a device and one without do not share an address and port', async () => {
    const report = await inSandbox('--device', 'd1/none,none/d1', '--show', 'matrix');
    expect(report.matrices.map(({ cells }) => cells[1]?.[1])).toEqual(['bind:EADDRINUSE', 'bind:EADDRINUSE']);
    expect(report.disagreements).toEqual([]);
  });

  test('a local client reaches a listener on lo, and none on another device', async () => {
    const report = await inSandbox('--device', 'lo,d1', '--show', 'together');
    const anyFirst = report.together.filter(({ order }) => order === 'any-first');
    expect(anyFirst.map(({ device, listeners }) => [device, listeners[0]?.answers])).toEqual([
      ['lo', '0.0.0.0'],
      ['d1', null],
    ]);
    expect(report.disagreements).toEqual([]);
  });

  test('an interface that does not exist is refused by setsockopt', async () => {
    const report = await runJson('--device', 'd9', '--family', 'inet', '--show', 'alone');
    expect(report.alone.map((one) => [one.device, one.outcome, one.predicted])).toContainEqual([
      'd9',
      'setsockopt:ENODEV',
      'setsockopt:ENODEV',
    ]);
    expect(report.disagreements).toEqual([]);
  });

  test('agrees with the rules on every family, protocol and reuse option', async () => {
    const report = await runJson(
      ...['--in', 'sandbox', '--device', 'none,lo,d1/d2,lo/d1,d1/none', '--protocol', 'tcp,udp'],
      ...['--address', 'any4,any6,127.0.0.1,10.0.0.7,::1,fd00::7,fe80::7%d1,::ffff:10.0.0.7'],
      ...['--reuse', 'none,addr,port,addr/port', '--sequence', 'listen-each,bind-all-first'],
    );
    expect(report.disagreements).toEqual([]);
    expect(report.summary).toMatchObject({ unknown: 0 });
  });
});

describeWhere(canUnshare(), 'what the rules alone know of', () => {
  test.each([
    ['--reuse', 'exclusive'],
    ['--uid', '1000/1001'],
  ])('%s %s is refused at the flag where it would be tried', async (flag, value) => {
    for (const where of ['host', 'sandbox']) {
      const { code, stderr } = await runProgramInNamespace(['run', '--in', where, flag, value], {});
      expect(stderr).toContain(`${flag}: ${flag.slice(2)} ${value}: it is for predictions, and cannot be tried here`);
      expect(code).toBe(2);
    }
  });

  test('is shown by a prediction', async () => {
    const report = await runJson(
      ...['--predict', 'windows', '--reuse', 'none/exclusive', '--uid', '1000/1001'],
      ...['--address', 'any4,10.0.0.1', '--show', 'matrix'],
    );
    expect(report.matrices[0]).toMatchObject({ uid: { holder: '1000', newcomer: '1001' } });
    expect(report.matrices[0]?.cells).toEqual([
      ['bind:EADDRINUSE', 'bind:EACCES'],
      ['bind:EADDRINUSE', 'bind:EADDRINUSE'],
    ]);
  });
});
