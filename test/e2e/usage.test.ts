import { describe, expect, test } from 'vitest';
import { runProgram } from '../setup/program.ts';

describe('a call that cannot be read', () => {
  test.each([
    [['rnu'], 'there is no command "rnu"', 'did you mean run?'],
    [['--prot', '80'], 'there is no flag --prot here', 'did you mean --port?'],
    [['check', '--onyl', 'x', 'f'], 'there is no flag --onyl here', 'did you mean --only?'],
    [['run', '--nonsense=1'], 'there is no flag --nonsense here', 'bindmatrix --help'],
    [['run', '--port'], 'Not enough arguments following: port', 'bindmatrix --help'],
    [['run', '--hold', '--format', 'json'], '--hold makes no report', 'bindmatrix run --help'],
    [['run', '-o', 'a', '-o', 'b'], '--output: give it once', ''],
    [['run', '-c', 'a', '-c', 'b'], '--config: give it once', ''],
    [['interfaces', '--format', 'json', '--format', 'json'], '--format: give it once', ''],
    [['why', '80', '--device', 'lo', '--device', 'lo'], '--device: give it once', ''],
    [['check', '-', '-'], 'check: - is standard input, which can be read once', 'name it once'],
    [['run', '--predict', 'freebsd', '--live'], '--predict opens no socket', 'bindmatrix run --help'],
  ])('%j', async (args, message, hint) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`bindmatrix: ${message}`);
    expect(stderr).toContain(hint);
  });
});

test.each([
  [['run', '--port', '50005', '--address', 'any4'], '--predict'],
  [['rules', '--format', 'json'], '--os'],
])('%j: a list of systems may be written with a comma or in two flags', async (args, flag) => {
  const [comma, twice] = await Promise.all([
    runProgram([...args, flag, 'linux,freebsd']),
    runProgram([...args, flag, 'linux', flag, 'freebsd']),
  ]);
  expect(twice.code).toBe(0);
  expect(twice.stdout).toBe(comma.stdout);
});

test('every command and every flag of the help is one that a slip of the pen leads back to', async () => {
  const { stdout } = await runProgram(['--help']);
  const commands = [...stdout.matchAll(/^ {2}bindmatrix ([a-z]+)/gm)].map(([, name = '']) => name);
  expect(new Set(commands).size).toBe(8);
  for (const command of new Set(commands)) {
    const swapped = `${command.slice(0, -2)}${command.at(-1)}${command.at(-2)}`;
    expect((await runProgram([swapped])).stderr).toContain(`did you mean ${command}?`);
    const { stdout: help } = await runProgram([command, '--help']);
    for (const flag of new Set(
      [...help.matchAll(/^ {2}(?: {4}|-\w, )--([a-z0-9-]{4,})/gm)].map(([, name = '']) => name),
    )) {
      expect((await runProgram(['run', `--${flag}x`])).stderr).toContain(`did you mean --${flag}?`);
    }
  }
});
