import { expect, test } from 'vitest';
import { canUnshare, runInNamespace } from '../setup/namespace.ts';
import { PROGRAM, runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';
import { withoutStartNote } from './start-note.ts';

const ADDRESSES = ['192.168.1.101', '10.10.2.102', 'fd00:1::101'];
const IN_USE = 'bind:EADDRINUSE';

const runJson = async (args: readonly string[]) =>
  reportOf(await runProgramInNamespace(['run', '--format', 'json', ...args], { addresses: ADDRESSES }));

describeWhere(canUnshare(), 'run on a host of two IPv4 addresses and one of IPv6', () => {
  test('SO_REUSEADDR does not let ANY and a specific address both listen', async () => {
    const report = await runJson(['--address', '127.0.0.1,192.168.1.101,10.10.2.102,::1,fd00:1::101']);
    expect(report).toMatchObject({ schema: 'bindmatrix/report@1', where: 'host', disagreements: [] });
    expect(report.alone.map((a) => [a.address, a.outcome])).toEqual(
      ['0.0.0.0', '127.0.0.1', '192.168.1.101', '10.10.2.102', '::', '::1', 'fd00:1::101'].map((a) => [a, 'ok']),
    );
    const [matrix] = report.matrices;
    const code = (cell: string): string => ({ ok: '.', [IN_USE]: 'b' })[cell] ?? '?';
    expect(matrix?.cells.map((row) => row.map(code).join(''))).toEqual([
      'bbbbb..',
      'bb..b..',
      'b.b.b..',
      'b..bb..',
      'bbbbbbb',
      '....bb.',
      '....b.b',
    ]);
    expect(matrix?.predicted).toEqual(matrix?.cells);
    expect(matrix?.rules[0]?.[2]).toBe('linux.wildcard-overlaps-listener');
  });

  test('an endpoint alone is tried once for all options of the holder and all sequences', async () => {
    const axes = ['--reuse', 'none/port,addr/port', '--sequence', 'listen-each,bind-all-first'];
    const { alone } = await runJson([...axes, '--address', '127.0.0.1', '--family', 'inet']);
    expect(alone.map((a) => [a.reuse, a.address, a.outcome])).toEqual([
      ['port', '0.0.0.0', 'ok'],
      ['port', '127.0.0.1', 'ok'],
    ]);
  });

  test.each([
    ['off', ['0.0.0.0 ok'], [':: ok']],
    ['on', ['0.0.0.0 ok', ':: ok'], [':: ok', '0.0.0.0 ok']],
  ])(
    'with --v6only %s 0.0.0.0 and :: started together are not both open where one covers the other',
    async (v6only, four, six) => {
      const report = await runJson(['--address', 'any4,any6', '--v6only', v6only, '--port', '80']);
      const both = report.together.filter(({ family }) => family === 'both');
      const open = both.map(({ listeners }) =>
        listeners.filter(({ outcome }) => outcome === 'ok').map(({ address, outcome }) => `${address} ${outcome}`),
      );
      expect(both.map(({ order }) => order)).toEqual(['any-first', 'any6-first']);
      expect(open).toEqual([four, six]);
      expect(report.disagreements).toEqual([]);
    },
  );

  test('what differs where both families start together is printed, and nothing of it for one family', async () => {
    const print = async (...args: string[]) =>
      (await runProgramInNamespace(['run', '--show', 'together', ...args], { addresses: ADDRESSES })).stdout;
    expect(await print('--address', 'any4,any6', '--v6only', 'off')).toContain(
      [
        'BOTH FAMILIES   all kept open, started in order: what then differs',
        '           IPv4 first         meets   IPv6 first         meets',
        '  0.0.0.0  ✓ listens          itself  ✗ bind EADDRINUSE  ::',
        '  ::       ✗ bind EADDRINUSE  nobody  ✓ listens          itself',
      ].join('\n'),
    );
    expect(await print('--address', 'any4,any6', '--v6only', 'on')).toContain(
      'BOTH FAMILIES   started together: each address as by itself',
    );
    expect(await print('--family', 'inet')).not.toContain('FAMIL');
  });

  test('where file descriptors run out, run ends with 3, says what to raise, and reports no disagreement', async () => {
    const addresses = Array.from({ length: 60 }, (_, i) => `10.9.0.${i + 1}`);
    const limited = ['sh', '-c', 'ulimit -n 48; exec "$@"', 'sh', ...PROGRAM];
    const argv = ['run', '--reuse', 'none', '--address', '10.9.0.*', '--show', 'together'];
    const { code, stdout, stderr } = await runInNamespace([...limited, ...argv], { addresses });
    expect(code).toBe(3);
    expect(withoutStartNote(stderr)).toMatch(
      /^bindmatrix: \d+ outcomes unknown: out of file descriptors \(EMFILE\)\n {2}.*ulimit -n\)\n$/,
    );
    expect(stdout).not.toContain('DIFFERS');
    expect(stdout).not.toMatch(/remote host/);
  });

  test('of listeners started together, ANY answers for all if it is first, and is refused if it is last', async () => {
    const { together } = await runJson(['--family', 'inet', '--show', 'together']);
    expect(together.map((t) => t.listeners.map((l) => [l.address, l.outcome, l.answers]))).toEqual([
      [
        ['0.0.0.0', 'ok', '0.0.0.0'],
        ['127.0.0.1', IN_USE, '0.0.0.0'],
        ['192.168.1.101', IN_USE, '0.0.0.0'],
        ['10.10.2.102', IN_USE, '0.0.0.0'],
      ],
      [
        ['127.0.0.1', 'ok', '127.0.0.1'],
        ['192.168.1.101', 'ok', '192.168.1.101'],
        ['10.10.2.102', 'ok', '10.10.2.102'],
        ['0.0.0.0', IN_USE, '127.0.0.1'],
      ],
    ]);
    expect(together[0]?.listeners[1]?.why).toContain('0.0.0.0:50005');
  });

  test('with SO_REUSEPORT all listen, and a specific address answers before ANY', async () => {
    const { together, matrices } = await runJson(['--reuse', 'port', '--family', 'inet']);
    expect(new Set(matrices[0]?.cells.flat())).toEqual(new Set(['ok']));
    expect(together[0]?.listeners.map((l) => l.answers)).toEqual([
      '127.0.0.1',
      '127.0.0.1',
      '192.168.1.101',
      '10.10.2.102',
    ]);
  });

  test('with bind-all-first both bind, and the second listen is refused', async () => {
    const { together, matrices, disagreements } = await runJson(['--sequence', 'bind-all-first', '--family', 'inet']);
    expect(matrices[0]?.cells[0]).toEqual(Array(4).fill('listen:EADDRINUSE'));
    expect(together[0]?.listeners.map((l) => l.outcome)).toEqual(['ok', ...Array(3).fill('listen:EADDRINUSE')]);
    expect(disagreements).toEqual([]);
  });

  test('with v6only on an IPv6 socket conflicts with no IPv4 socket', async () => {
    const { matrices } = await runJson(['--v6only', 'on', '--show', 'matrix']);
    expect(matrices[0]?.cells[0]?.slice(4)).toEqual(['ok', 'ok', 'ok']);
  });

  test('UDP sockets with SO_REUSEADDR all bind, and a specific address gets the datagrams before ANY', async () => {
    const { together, matrices, disagreements } = await runJson(['--protocol', 'udp', '--family', 'inet']);
    expect(new Set(matrices[0]?.cells.flat())).toEqual(new Set(['ok']));
    expect(together[0]?.listeners.map((l) => l.answers)).toEqual([
      '127.0.0.1',
      '127.0.0.1',
      '192.168.1.101',
      '10.10.2.102',
    ]);
    expect(disagreements).toEqual([]);
  });

  test('every combination of all axes agrees with the rules', async () => {
    const finished = await runJson([
      '--reuse',
      'none,addr,port,addr+port,none/addr,addr/none,addr/port,port/addr+port',
      '--protocol',
      'tcp,udp',
      '--sequence',
      'listen-each,bind-all-first',
      '--v6only',
      'system,on,off',
      '--port',
      '80,50005',
      '--address',
      'any4,any6,127.0.0.1,192.168.1.101,::1,fd00:1::101,::ffff:127.0.0.1,::ffff:0.0.0.0',
    ]);
    expect(finished.matrices).toHaveLength(2 * 3 * 8 * 3);
    expect(finished.disagreements).toEqual([]);
    expect(finished.summary).toMatchObject({ unknown: 0 });
  });

  test('a matrix of one address has ANY as well', async () => {
    const { matrices } = await runJson(['--address', '192.168.1.101', '--show', 'matrix', '--port', '50005']);
    expect(matrices[0]?.addresses).toEqual(['0.0.0.0', '192.168.1.101']);
  });
});

describeWhere(canUnshare('user'), 'run by an ordinary user', () => {
  const asUser = { addresses: ADDRESSES, as: 'user' } as const;

  test('reports port 80 as refused everywhere, names EACCES once, and ends with 0', async () => {
    const json = await runProgramInNamespace(['run', '--port', '80', '--format', 'json'], asUser);
    expect(json.code).toBe(0);
    const report = reportOf(json);
    expect(new Set(report.alone.map((a) => a.outcome))).toEqual(new Set(['bind:EACCES']));
    expect(new Set(report.matrices[0]?.cells.flat())).toEqual(new Set(['holder:bind:EACCES']));
    expect(report.disagreements).toEqual([]);
    const { stdout } = await runProgramInNamespace(['run', '--port', '80'], asUser);
    expect(stdout.match(/EACCES/g)).toHaveLength(1);
    expect(stdout).toContain('bindmatrix run --in sandbox --port 80');
  });

  test('finds on port 50005 what it finds for root', async () => {
    const report = reportOf(await runProgramInNamespace(['run', '--format', 'json'], asUser));
    expect(report.summary).toMatchObject({ pairs: { ok: 24, failed: 25 }, disagreements: 0 });
  });
});

test('run --interface with a name that the host does not have ends with 2', async () => {
  const { code, stdout, stderr } = await runProgramInNamespace(['run', '--interface', 'nosuch0']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^bindmatrix: --interface: .+\n( {2}.+\n)?$/);
});
