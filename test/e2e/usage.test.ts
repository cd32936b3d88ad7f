import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { runProgram } from '../setup/program.ts';

test('the program ends with 2 and one message where a call cannot be read', async () => {
  expect(await runProgram(['rnu'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'bindmatrix: unknown command "rnu"; did you mean run?\n',
  });
});

test('--version prints the version and nothing else', async () => {
  expect(await runProgram(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  });
});

test('the help lists every command, in lines of at most 80 columns', async () => {
  const { code, stdout, stderr } = await runProgram(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const commands = [...stdout.matchAll(/^ {2}bindmatrix ([a-z]+)/gm)].map(([, name = '']) => name);
  expect(new Set(commands)).toEqual(new Set(COMMANDS.map(({ options }) => options.name)));
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('the help of a command lists every flag of it', async () => {
  for (const { options } of COMMANDS.filter((command) => ['run', 'schema'].includes(command.options.name))) {
    const { stdout } = await runProgram([options.name, '--help']);
    for (const flag of Object.keys(options.flags)) expect(stdout).toContain(`--${flag}`);
  }
});
