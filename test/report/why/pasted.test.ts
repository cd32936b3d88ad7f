import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readListeners } from '../../../src/flows/asked-listener.ts';
import { RULES_WRITERS } from '../../../src/report/index.ts';
import { inEnglish } from '../../../src/report/text/say.ts';
import { WHY_WRITERS } from '../../../src/report/why/index.ts';
import { answerRows } from '../../../src/report/why/rows/answer.ts';
import { catalogue } from '../../../src/rules/catalogue.ts';
import { ANSWERS } from './answers.ts';

const PROGRAMS = ['bindmatrix', 'npx bindmatrix', 'node dist/cli.js', "node '/srv/my tools/dist/cli.js'"] as const;

/** Programs that print their words, one a line, each in brackets: what a shell makes of a pasted command. */
const STUBS = `
words() { printf '[%s]' "$@"; echo; }
bindmatrix() { words "$@"; }
npx() { test "$1" = bindmatrix && shift && words "$@"; }
node() { case "$1" in */cli.js) shift; words "$@";; esac; }
sudo() { "$@"; }
`;

function wordsOf(command: string): string[] {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', STUBS + command], { encoding: 'utf8' });
  expect({ command, stderr, status }).toEqual({ command, stderr: '', status: 0 });
  return [...stdout.matchAll(/\[([^\n]*?)\](?=\[|\n)/g)].map(([, word = '']) => word);
}

/** The lines of the commands in a text, as a reader would copy them. */
function commandsIn(text: string, program: string): string[] {
  const found: string[] = [];
  let isOpen = false;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const starts = line.replace(/^sudo /, '').startsWith(`${program} `) && / (why|rules) /.test(line);
    if (isOpen) found[found.length - 1] += `\n${line}`;
    else if (starts) found.push(line);
    isOpen = line.endsWith('\\') && (isOpen || starts);
  }
  return found;
}

describe.each(PROGRAMS)('a command of %s that is printed', (program) => {
  test.each([40, 59, 80, 200])('in %i columns is whole when it is pasted: why', (columns) => {
    const style = { columns, colour: false, unicode: true, program };
    let count = 0;
    for (const make of Object.values(ANSWERS)) {
      const answer = make();
      const asked = answerRows(answer, { program, isAlone: true, say: inEnglish }).flatMap(
        ({ command }) => command?.join(' ') ?? [],
      );
      const printed = commandsIn([...WHY_WRITERS.terminal([answer], style)].join(''), program);
      expect(printed.length).toBe(asked.length);
      for (const [i, command] of printed.entries()) {
        const words = wordsOf(command);
        expect(words).toEqual(wordsOf(asked[i] ?? ''));
        expect(words[0]).toBe('why');
        const operands = words.slice(1, words.findIndex((word) => word.startsWith('--')) >>> 0);
        expect(readListeners(operands, {})).toMatchObject({ ok: true });
        count++;
      }
    }
    expect(count).toBeGreaterThan(1);
  });

  test('in 40 columns is whole when it is pasted: rules', () => {
    const style = { columns: 40, colour: false, unicode: true, program };
    const [rule] = catalogue().filter(({ id }) => id === 'linux.dual-stack-overlaps-ipv4');
    if (rule === undefined) throw new Error('no such rule');
    const view = { rules: [{ ...rule, example: ['version: 1'] }], inDetail: true, version: '0.1.0' };
    const [command = ''] = commandsIn([...RULES_WRITERS.terminal(view, style)].join(''), program);
    // The second program of the pipe prints; the first writes to its input.
    expect(wordsOf(command)).toEqual(['check', '-']);
    expect(wordsOf(command.replace(/\|[\s\S]*/, ''))).toEqual(['rules', rule.id, '--example']);
  });
});
