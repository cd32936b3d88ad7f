import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canUnshare, hostNamespace, runInNamespace } from '../setup/namespace.ts';
import { run, start } from '../setup/process.ts';
import { PROGRAM, runProgram, runProgramBeside } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'config', 'examples', 'before-deploy.yaml');

const FREE =
  'version: 1\nrun: { addresses: [10.0.0.1], ports: [8080], show: [alone] }\nexpect: [{ address: any4, reuse: none, expect: ok }]\n';

describeWhere(canUnshare('root'), 'check of a file that expects something of this host', () => {
  test('says that it was tried in a sandbox, and names the command that tries it here, which finds the port in use', async () => {
    const host = await hostNamespace({ addresses: ['10.0.0.1'] });
    const inside = (argv: readonly string[]) => ['nsenter', '-t', String(host.pid), '-n', ...argv];
    const holder = start(
      inside([process.execPath, '-e', 'require("net").createServer().listen(8080, () => console.log("on"))']),
    );
    await holder.waitFor(/on/);
    const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-check-'));
    const file = join(folder, 'a file.yaml');
    writeFileSync(file, FREE);
    const checked = await runProgramBeside(host.pid, ['check', file]);
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('1 of 1 met; tried in a sandbox') });
    const [, command = ''] = /^note: .* \(in: host\).*: (bindmatrix run .*)$/m.exec(checked.stderr) ?? [];
    expect(command).toBe(`bindmatrix run -c '${file}'`);
    const tried = await run(inside(['sh', '-c', command]));
    expect(tried.code).toBe(1);
    expect(tried.stdout).toMatch(/any4 alone.*: ok\n\s+unmet/);
    holder.kill('SIGKILL');
    host.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  test('says nothing of it where the file asks for the sandbox, or has trials alone', async () => {
    const sandboxed = await runProgram(['check', '-'], { input: FREE.replace('run: {', 'run: { in: sandbox,') });
    expect(sandboxed).toMatchObject({ code: 0, stderr: '' });
  });
});

describeWhere(canUnshare(), 'the example for a deploy', () => {
  test('ends with 1 where not both servers can start, and with 0 where nginx has its own address', async () => {
    const text = readFileSync(EXAMPLE, 'utf8');
    const ask = (input: string) => runInNamespace([...PROGRAM, 'run', '--config', '-'], { input });
    const no = await ask(text);
    expect(no.code).toBe(1);
    expect(no.stdout).toMatch(/any4 holds, 10\.10\.2\.102 tries[^\n]*: ok\n\s+unmet/);
    expect(await ask(text.replaceAll('any4', '192.168.1.101'))).toMatchObject({ code: 0 });
  });
});
