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
    [['run', '--predict', 'freebsd', '--live'], '--predict opens no socket', 'bindmatrix run --help'],
  ])('%j', async (args, message, hint) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`bindmatrix: ${message}`);
    expect(stderr).toContain(hint);
  });
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
