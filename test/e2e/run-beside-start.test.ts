import { expect, test } from 'vitest';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { run, start } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** Tries to start, again and again, until it can; then it stays. */
const SERVICE = `
  const { createServer } = require('node:net');
  const begin = () => createServer().once('error', begin).listen(50005, '10.9.0.250', () => console.log('up'));
  begin();
`;

describeWhere(canUnshare('root'), 'run on a port that a service takes meanwhile', () => {
  test('says beforehand that it may be refused, stops when it is there, and says what it found', async () => {
    const addresses = Array.from({ length: 250 }, (_, i) => `10.9.0.${i + 1}`);
    const host = await hostNamespace({ as: 'root', addresses });
    const inside = (argv: readonly string[]): string[] => ['nsenter', '-t', String(host.pid), '--net', ...argv];
    const args = ['run', '--family', 'inet', '--show', 'matrix', '--reuse', 'none,addr,none/addr,addr/none'];
    const program = start(inside([...PROGRAM, ...args]));
    await program.waitFor(/note: a service that starts on tcp port 50005 during the run may be refused/);
    const service = start(inside([process.execPath, '-e', SERVICE]));
    await service.waitFor(/up/);
    const { code, stdout, stderr } = await program.finished;
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `tcp port 50005 came into use during the run: the run stopped, and no socket of it is open; it is used by 10\\.9\\.0\\.250:50005 LISTEN of process ${service.pid}\\n`,
      ),
    );
    expect((await run(inside(['ss', '-Htan', 'sport = :50005']))).stdout.trim().split('\n')).toHaveLength(1);
    service.kill('SIGKILL');
    host.kill('SIGKILL');
  });
});
