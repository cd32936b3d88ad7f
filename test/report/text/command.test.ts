import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLines, commandParts, commandText, shellWord } from '../../../src/report/text/command.ts';
import { width } from '../../../src/report/text/text.ts';

/** The words that a shell makes of the lines. */
const wordsOf = (lines: readonly string[]): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${lines.join('\n')}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('a command', () => {
  test('in several lines is one for a shell, word for word, in any width', () => {
    const words = fc.array(
      fc.string({ minLength: 1, unit: 'binary' }).filter((one) => !one.includes('\0')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 90 }), (list, columns) => {
        const lines = commandLines(list.map(shellWord), columns);
        expect(wordsOf(lines)).toEqual(list);
      }),
      { numRuns: 60 },
    );
  });

  test('stays inside the width where its parts do', () => {
    const parts = ['bindmatrix run', ...Array.from({ length: 9 }, (_, i) => `--address 10.0.0.${i}`)];
    for (let columns = 30; columns < 100; columns++)
      for (const line of commandLines(parts, columns)) expect(width(line)).toBeLessThanOrEqual(columns);
  });

  test.each([
    ['bindmatrix run --in sandbox --address 10.0.0.1', ['bindmatrix', 'run', '--in sandbox', '--address 10.0.0.1']],
    [
      "bindmatrix check - --only 'restart *' --live -o x",
      ['bindmatrix', 'check', '-', "--only 'restart *'", '--live', '-o x'],
    ],
    [
      'bindmatrix rules x --example | bindmatrix check -',
      ['bindmatrix', 'rules', 'x', '--example |', 'bindmatrix', 'check', '-'],
    ],
  ])('of one line has parts: %s', (line, parts) => {
    expect(commandParts(line)).toEqual(parts);
    expect(commandText(parts)).toBe(line);
  });
});
