import { afterEach, describe, expect, test, vi } from 'vitest';
import { crashText } from '../../src/commands/terminal/crash.ts';
import { complain, complainOfAll, note, printFitted, printLines } from '../../src/commands/terminal/print.ts';

const { LC_ALL } = process.env;
afterEach(() => {
  vi.restoreAllMocks();
  if (LC_ALL === undefined) delete process.env.LC_ALL;
  else process.env.LC_ALL = LC_ALL;
});

/** What is written to a standard stream meanwhile. */
function written(stream: NodeJS.WriteStream, act: () => void): string {
  let text = '';
  vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  act();
  vi.restoreAllMocks();
  return text;
}

const HOSTILE = '\x1b]0;x\x07a\nb\r\u202e\u009b31m';
const SHOWN = '\\x1b]0;x\\x07a\\nb\\r\\u202e\\u009b31m';

describe('what others chose, in a line of this program', () => {
  test.each([
    ['a message', () => complain({ message: HOSTILE, hint: HOSTILE }), `bindmatrix: ${SHOWN}\n  ${SHOWN}\n`],
    ['a note', () => note(`note: held by ${HOSTILE}`), `note: held by ${SHOWN}\n`],
  ])('is visible in %s on stderr, and ends no line', (_, act, text) => {
    expect(written(process.stderr, act)).toBe(text);
  });

  test.each([
    ['lines', () => printLines([HOSTILE, 'b'])],
    ['fitted lines', () => printFitted([HOSTILE, 'b'])],
  ])('is visible in %s on stdout, and ends no line', (_, act) => {
    expect(written(process.stdout, act)).toBe(`${SHOWN}\nb\n`);
  });

  test('is ASCII where the locale has no UTF-8', () => {
    process.env.LC_ALL = 'de_DE.ISO-8859-1';
    expect(written(process.stderr, () => note('é … ś'))).toBe('\\u00e9 ... \\u015b\n');
  });
});

test('the stack of a defect keeps its lines, and no control character of its message', () => {
  const lines = crashText(new Error('\x1b[2J\u202e')).split('\n');
  expect(lines[0]).toBe('Error: \\x1b[2J\\u202e');
  expect(lines[1]).toMatch(/^ {4}at /);
});

test('a long message is cut, the hint below it is kept, and of many messages eight are shown', () => {
  const text = written(process.stderr, () => complain({ message: 'x'.repeat(20_000), hint: 'do this' }));
  expect(text).toMatch(/^bindmatrix: x{900,990}\.\.\.\n {2}do this\n$/);
  const problems = Array.from({ length: 20 }, (_, i) => ({ message: `${i}` }));
  expect(written(process.stderr, () => complainOfAll(problems)).split('\n')).toHaveLength(10);
});
