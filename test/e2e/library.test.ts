import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tryCommand } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { testWhere } from '../setup/where.ts';
import { callLibrary, LIBRARY } from './library-call.ts';

const HEAVY = /koffi|yaml|rules|systeminformation|sandbox/;

describe('importing the library', () => {
  test('gives its eight calls and its error, also to require()', async () => {
    const names = ['BindmatrixError', 'check', 'parse', 'predict', 'render', 'rules', 'run', 'snapshot', 'why'];
    const { value } = await callLibrary<string[][]>(
      `return [Object.keys(lib).filter((name) => !/^(default|module.exports)$/.test(name)).sort(),
        Object.keys(createRequire(import.meta.url)(${JSON.stringify(LIBRARY)})).sort()]`,
    );
    expect(value).toEqual([names, names]);
  });

  test('loads one small file, and leaves the process as it was', async () => {
    const { loaded } = await callLibrary('');
    expect(loaded).toEqual(['index.js']);
    expect(readFileSync(LIBRARY).length).toBeLessThan(10_000);
  });

  testWhere(tryCommand(['strace', '-V']), 'opens no other file and no socket, and starts no process', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bindmatrix-import-'));
    const callsOf = async (script: string): Promise<string[]> => {
      const log = join(folder, 'trace');
      const traced = [
        'strace',
        '-f',
        '-qq',
        '-e',
        'trace=openat,open,socket,connect,bind,execve,fork,vfork',
        '-o',
        log,
      ];
      const { code } = await run([...traced, process.execPath, '--input-type=module', '-e', script]);
      expect(code).toBe(0);
      return readFileSync(log, 'utf8').split('\n');
    };
    const withLibrary = await callsOf(`await import(${JSON.stringify(LIBRARY)})`);
    await rm(folder, { recursive: true });
    const opened = withLibrary.filter(
      (line) => /\bopen(?:at)?\(/.test(line) && line.includes(dirname(LIBRARY)) && !line.includes('ENOENT'),
    );
    const files = new Set(opened.map((line) => /"([^"]+)"/.exec(line)?.[1]));
    expect([...files].filter((file) => !file?.endsWith('package.json'))).toEqual([LIBRARY]);
    expect(withLibrary.filter((line) => /\b(?:socket|connect|bind)\(/.test(line))).toEqual([]);
    expect(withLibrary.filter((line) => /\b(?:execve|fork|vfork)\(/.test(line))).toHaveLength(1);
    expect(
      withLibrary.filter((line) => HEAVY.test(line.replace(dirname(LIBRARY), '')) && !line.includes('execve')),
    ).toEqual([]);
  });
});

describe('calling the library', () => {
  test('predict() loads the rules and neither koffi, nor a parser of YAML, nor what opens sockets', async () => {
    const { value, loaded } = await callLibrary<string>(
      "return lib.predict({ run: { ports: [80] } }).matrices[0].at('127.0.0.1', '0.0.0.0').outcome",
    );
    expect(value).toBe('bind:EADDRINUSE');
    expect(loaded).toEqual(['index.js', 'api-work-predict.js']);
    const text = readFileSync(join(dirname(LIBRARY), 'api-work-predict.js'), 'utf8');
    expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual([]);
  });

  test('an error of any call is a BindmatrixError of the package, whichever file found it', async () => {
    const { value } = await callLibrary<boolean[]>(
      `const thrown = async (call) => { try { await call() } catch (error) { return error instanceof lib.BindmatrixError } };
      return [
        await thrown(() => lib.predict({ run: 1 })), await thrown(() => lib.parse('run: [')),
        await thrown(() => lib.run({ run: 1 })), await thrown(() => lib.check({})),
        await thrown(() => lib.why('nonsense')), await thrown(() => lib.render({}, 'json')),
      ]`,
    );
    expect(value).toEqual([true, true, true, true, true, true]);
  });

  test('what parse() has given keeps its places in the other calls, and render() takes what each has given', async () => {
    const { value } = await callLibrary<[string, string]>(
      `const file = lib.parse('version: 1\\nexpect:\\n  - { address: any4, expect: ok }\\n', { name: 'a.yaml' });
      const report = lib.predict(file);
      return [report.expectations[0].source, lib.render(report, 'tap')]`,
    );
    expect(value).toEqual([{ file: 'a.yaml', line: 3, column: 5 }, expect.stringMatching(/^TAP version/)]);
  });
});
