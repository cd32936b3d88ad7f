import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPrintable, printable, printableJson, printableLines } from '../../src/model/printable.ts';

describe('printable', () => {
  test.each([
    ['nginx', 'nginx'],
    ['套接字 é 😀', '套接字 é 😀'],
    ['\x1b[2J\x1b]0;x\x07', '\\x1b[2J\\x1b]0;x\\x07'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['\u0085\u009b31m\u007f', '\\u0085\\u009b31m\\x7f'],
    ['nginx\u202egnp.exe\u2066', 'nginx\\u202egnp.exe\\u2066'],
    ['\u2028\u2029\ufeff\u00ad\u200b', '\\u2028\\u2029\\ufeff\\u00ad\\u200b'],
    ['\ud800x\udfff', '\\ud800x\\udfff'],
    ['\u3164\u{e0041}\u{f0000}', '\\u3164\\u{e0041}\\u{f0000}'],
  ])('makes what is not drawn as itself visible: %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printable(shown)).toBe(shown);
  });

  test('is the same text where it is printable, and ASCII where the locale has no UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isPrintable(printable(text))).toBe(true);
        expect(printable(text, false)).toMatch(/^[\x20-\x7e]*$/);
        if (isPrintable(text)) expect(printable(text)).toBe(text);
      }),
    );
  });
});

test('printableLines keeps line breaks, colours where they are asked for, and nothing else', () => {
  const text = '\x1b[31mred\x1b[0m\n\x1b[2J\x1b[31\x9bm\r';
  expect(printableLines(text)).toBe('\\x1b[31mred\\x1b[0m\n\\x1b[2J\\x1b[31\\u009bm\\r');
  expect(printableLines(text, true)).toBe('\x1b[31mred\x1b[0m\n\\x1b[2J\\x1b[31\\u009bm\\r');
});

test('printableJson is the same JSON, without characters that are not printable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = printableJson(JSON.stringify({ [text]: [text] }));
      expect(isPrintable(json)).toBe(true);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
    }),
  );
});
