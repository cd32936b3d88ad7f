import { expect, test } from 'vitest';
import { printable, printableJson, printableLines } from '../../src/model/printable.ts';
import { width, wrap } from '../../src/report/text/text.ts';

/** Every character of the basic plane: most are beyond those for which no class of Unicode is made. */
const ALL = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const WRITERS = [printable, printableLines, printableJson, (text: string) => printableLines(text, true)];

test('a text is written alone as it is beside a character that is seldom used', () => {
  expect(ALL.filter((char) => (printable(char) === char) === UNPRINTABLE.test(char))).toEqual([]);
  for (const write of WRITERS)
    expect(ALL.filter((char) => write(char) !== write(`${char}\u00e9`).slice(0, -1))).toEqual([]);
});

test('colours pass only where they may, and only whole', () => {
  expect(printableLines('\x1b[31mred\x1b[0m\n', true)).toBe('\x1b[31mred\x1b[0m\n');
  expect(printableLines('\x1b[31mred\x1b[2J', true)).toBe('\x1b[31mred\\x1b[2J');
  expect(printableLines('\x1b[31', true)).toBe('\\x1b[31');
  expect(printableLines('\x1b[31mred')).toBe('\\x1b[31mred');
});

test('a text is as wide, and wrapped as, beside a character that is seldom used', () => {
  const shown = ALL.filter((char) => !UNPRINTABLE.test(char));
  expect(shown.filter((char) => width(`${char}a`) !== width(`${char}a\u00e9`) - 1)).toEqual([]);
  const wrapped = (char: string, end: string): string => wrap(`a${char}b cc ${char}${char} d${end}`, 4)[0] ?? '';
  expect(shown.filter((char) => wrapped(char, '') !== wrapped(char, ' \u00e9'))).toEqual([]);
});
