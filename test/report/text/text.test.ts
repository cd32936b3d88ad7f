import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { table } from '../../../src/report/text/table.ts';
import { width, wrap } from '../../../src/report/text/text.ts';

describe('width', () => {
  it.each([
    ['', 0],
    ['0.0.0.0', 7],
    ['✓ listens …', 11],
    ['套接字', 6],
    ['ｆｕｌｌ', 8],
    ['e\u0301', 1],
    ['😀', 2],
  ])('%j takes %i columns', (text, columns) => {
    expect(width(text)).toBe(columns);
  });
});

describe('wrap', () => {
  it.each([
    ['one two three', 8, ['one two', 'three']],
    ['SO_REUSEADDR', 5, ['SO_RE', 'USEAD', 'DR']],
    ['有的服务器，有多个地址', 10, ['有的服务', '器，有多个', '地址']],
    ['at 1,000\u00a0alike', 11, ['at', '1,000 alike']],
    ['绑定 0.0.0.0:80，失败', 15, ['绑定', '0.0.0.0:80，失', '败']],
    ['套接字（旧）', 7, ['套接字', '（旧）']],
    ['0.0.0.0:80，SO', 10, ['0.0.0.0:8', '0，SO']],
    ['', 8, ['']],
  ])('%j at %i columns', (text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  const texts = fc.string({ unit: fc.constantFrom('a', 'bc', ' ', '地', '，', 'é') });

  it('begins no line with closing punctuation and ends none with an opening one, where a line has room for that', () => {
    const chinese = fc.string({
      unit: fc.constantFrom('a', 'EADDRINUSE', ' ', '地', '址', '，', '。', '（', '）', '：'),
    });
    // Several of them in a row leave no choice.
    const usual = chinese.filter((text) => !/[，。（）：]{2}|^[，。）：]| [，。）：]|（ |（$/.test(text));
    fc.assert(
      fc.property(usual, fc.integer({ min: 14, max: 40 }), (text, columns) => {
        for (const line of wrap(text, columns)) {
          expect(line).not.toMatch(/^[，。）：]/);
          expect(line).not.toMatch(/（$/);
        }
      }),
    );
  });

  it('keeps to the columns and loses nothing but blanks', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 40 }), (text, columns) => {
        const lines = wrap(text, columns);
        for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('lets a table keep to its columns', () => {
    const rows = fc.array(fc.tuple(texts, texts, texts), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 20, max: 60 }), (cells, columns) => {
        const lines = table(
          cells.map((row) => row.map((text) => ({ text }))),
          { columns, indent: 2, gap: 2 },
        );
        for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
