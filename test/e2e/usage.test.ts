import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { transform } from 'esbuild';
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

test('help and version are words as well, and a word that is no command is complained of', async () => {
  expect((await runProgram(['help', 'why'])).stdout).toBe((await runProgram(['why', '--help'])).stdout);
  expect((await runProgram(['help'])).stdout).toBe((await runProgram(['--help'])).stdout);
  expect(await runProgram(['help', 'rnu'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean run?'),
  });
});

test('--version --verbose tells of the build, of Node and of the kernel', async () => {
  const { code, stdout } = await runProgram(['version', '--verbose']);
  expect({ code, lines: stdout.split('\n').map((line) => line.split(' ')[0]) }).toEqual({
    code: 0,
    lines: ['bindmatrix', 'build', 'node', 'platform', 'kernel', ''],
  });
  expect(stdout).toContain(process.version);
  expect(stdout).toContain(release());
});

const program = (): string => readFileSync(join(process.env.STAGED_PROGRAM ?? '', 'dist', 'cli.js'), 'utf8');

test('the program is in syntax that Node 8 reads', async () => {
  const [asIs, lowered] = await Promise.all(['esnext', 'node8'].map((target) => transform(program(), { target })));
  expect(lowered?.code).toBe(asIs?.code);
});

/** What the program says first on a Node of that version. */
function told(version: string): string {
  const check = /^\(function \(needed, version\) \{[\s\S]*?^\}\)\(.*;$/m.exec(program())?.[0] ?? '';
  expect(check).not.toBe('');
  const said: string[] = [];
  const write = (text: string): void => void said.push(text);
  const exit = (code: number): void => void said.push(`exit ${code}`);
  runInNewContext(check, { process: { versions: { node: version }, stderr: { write }, exit } });
  return said.join('');
}

test('the program says in one line that a Node is too old', () => {
  expect(told('16.20.2')).toBe('bindmatrix: this is Node 16.20.2; it needs Node 20.19 or 22.12 or later\nexit 3');
  expect(['20.18.9', '21.7.3', '22.11.0', '8.0.0'].map(told)).not.toContain('');
  expect(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '30.1.0'].map(told).join('')).toBe('');
});

test.each([
  [['demo', '--step'], /no story is named/],
  [['demo', '1', '--step'], /is no terminal/],
  [['demo', '1', '--step', '--json'], /leave --format/],
])('%j is refused: a step waits for a key of a terminal', async (args, said) =>
  expect(await runProgram(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(said) }),
);
