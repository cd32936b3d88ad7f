import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/command-line/commands.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** The README and what it leads to. */
const DOCUMENTS = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);

/** `$ bindmatrix …` and what it printed. The fences of docs/ that name the program are checked by `docs check`. */
const samples = DOCUMENTS.flatMap((document) => {
  const fence = document === 'README.md' ? '```console(?: bindmatrix)?' : '```console';
  return [...read(document).matchAll(new RegExp(`${fence}\\n\\$ bindmatrix ([^\\n]*)\\n(.*?)\\n\`\`\``, 'gs'))].map(
    ([, command = '', output = '']) => ({ document, command, output }),
  );
});

const steady = (text: string): string => text.replaceAll(/Linux \d[\w.+~-]*/g, 'Linux KERNEL').trimEnd();

test('the documents show commands with their output', () => expect(samples.length).toBeGreaterThan(1));

describeWhere(canUnshare(), 'the documents show what the program prints', () => {
  test.each(samples)('$document: $command', async ({ command, output }) => {
    const { stdout } = await runProgram(command.split(' '));
    expect(steady(stdout)).toBe(steady(output));
  });
});

test.each(COMMANDS.map(({ options }) => options.name))('docs/commands.md has a line for the command %s', (name) => {
  expect(read('docs/commands.md')).toMatch(new RegExp(`^\\| \`bindmatrix ${name}[ \`]`, 'm'));
});

describe('docs/run.md has a line for every flag of', () => {
  test.each(['run'])('%s', async (command) => {
    const { stdout } = await runProgram([command, '--help']);
    const flags = [...stdout.matchAll(/--([a-z0-9-]+)/g)]
      .map(([, flag]) => flag)
      .filter((f) => f !== 'help' && f !== 'version');
    for (const flag of new Set(flags)) expect(read('docs/run.md')).toContain(`| \`--${flag}\``);
  });
});

/** `docs/run.md#on-a-live-host` of a document's links, as from the root of the project. */
const links = DOCUMENTS.flatMap((document) =>
  [...read(document).matchAll(/\]\(((?!https?:)[^)\s]+)\)/g)].map(([, target = '']) => {
    const [path = '', anchor] = target.split('#');
    return { document, target, file: path === '' ? document : join(document, '..', path), anchor };
  }),
);

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

test.each(links)('$document leads to $target', ({ file, anchor }) => {
  const headings = [...read(file).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
  if (anchor !== undefined) expect(headings).toContain(anchor);
});
