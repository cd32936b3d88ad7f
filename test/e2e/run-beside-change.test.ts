import { expect, test } from 'vitest';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { run, start } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';

describeWhere(canUnshare('root'), 'run on a host that changes meanwhile', () => {
  test('blames no rule for an address that went, and says that it did', async () => {
    const addresses = Array.from({ length: 80 }, (_, i) => `10.9.0.${i + 1}`);
    const host = await hostNamespace({ as: 'root', addresses });
    const inside = (argv: readonly string[]): string[] => ['nsenter', '-t', String(host.pid), '--net', ...argv];
    const reuse = ['none', 'addr', 'port', 'addr+port'].flatMap((a) => ['none', 'addr'].map((b) => `${a}/${b}`));
    const program = start(
      inside([
        ...PROGRAM,
        'run',
        '--format',
        'json',
        '--family',
        'inet',
        '--show',
        'matrix',
        '--reuse',
        reuse.join(','),
      ]),
    );
    await program.waitFor(/note: a service/);
    expect(await run(inside(['ip', 'address', 'delete', '10.9.0.80/32', 'dev', 'lo']))).toMatchObject({ code: 0 });
    const finished = await program.finished;
    const report = reportOf(finished);
    expect(report.disagreements).toEqual([]);
    expect(report.changes).toEqual([{ kind: 'address-went', what: '10.9.0.80 of lo went' }]);
    expect(report.summary.unknown).toBeGreaterThan(0);
    host.kill('SIGKILL');
  });
});
