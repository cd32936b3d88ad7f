import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');

/** `$ bindmatrix …` and what it printed. */
const samples = [...readme.matchAll(/```console(?: bindmatrix)?\n\$ bindmatrix ([^\n]*)\n(.*?)\n```/gs)].map(
  ([, command = '', output = '']) => ({ command, output }),
);

const steady = (text: string): string => text.replaceAll(/Linux \d[\w.+~-]*/g, 'Linux KERNEL').trimEnd();

test('the README shows at least two commands with their output', () => expect(samples.length).toBeGreaterThan(1));

describeWhere(canUnshare(), 'the README shows what the program prints for', () => {
  test.each(samples)('$command', async ({ command, output }) => {
    const { stdout } = await runProgram(command.split(' '));
    expect(steady(stdout)).toBe(steady(output));
  });
});

test.each(COMMANDS.map(({ options }) => options.name))('the README has a line for the command %s', (name) => {
  expect(readme).toMatch(new RegExp(`^\\| \`bindmatrix ${name}[ \`]`, 'm'));
});

describe('the README has a line for every flag of', () => {
  test.each(['run'])('%s', async (command) => {
    const { stdout } = await runProgram([command, '--help']);
    const flags = [...stdout.matchAll(/--([a-z0-9-]+)/g)]
      .map(([, flag]) => flag)
      .filter((f) => f !== 'help' && f !== 'version');
    for (const flag of new Set(flags)) expect(readme).toContain(`| \`--${flag}\``);
  });
});
