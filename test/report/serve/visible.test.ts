import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Transcript } from '../../../src/report/serve/transcript.ts';
import { unfinished, visible } from '../../../src/report/serve/visible.ts';

const show = (text: string | Uint8Array, columns = 1000, unicode = true) =>
  visible(typeof text === 'string' ? Buffer.from(text) : text, columns, unicode).text;

/** Any characters but lone surrogates. fast-check's own `unit: 'binary'` takes seconds to build its table of them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10f7ff }).map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800)))
  .map((characters) => characters.join(''));

test.each([
  ['hello\r\n', 'hello\\r\\n'],
  ['a\tb\\c', 'a\\tb\\\\c'],
  ['你好', '你好'],
  ['\u001b[31m', '\\x1b[31m'],
  ['\u202e\u2028\u0085', '\\xe2\\x80\\xae\\xe2\\x80\\xa8\\xc2\\x85'],
  [Uint8Array.of(0, 0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80), '\\x00\\xff\\xc0\\x80\\xed\\xa0\\x80'],
  ['', ''],
])('%j is shown as %s', (bytes, expected) => expect(show(bytes)).toBe(expected));

test('wide characters count as two columns, and none is cut', () => {
  expect(visible(Buffer.from('你好'), 3, true)).toEqual({ text: '你', shown: 3 });
  expect(visible(Buffer.from('\r\n'), 3, true)).toEqual({ text: '\\r', shown: 1 });
});

test('without Unicode a character beyond ASCII is shown by its bytes', () => {
  expect(show('é', 9, false)).toBe('\\xc3\\xa9');
});

test('any bytes give one line that steers no terminal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(120), fc.boolean(), (bytes, columns, unicode) => {
      const { text, shown } = visible(bytes, columns, unicode);
      expect(text).not.toMatch(unicode ? /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u : /[^ -~]/);
      expect(shown).toBeLessThanOrEqual(bytes.length);
      if (text.length < columns - 8) expect(shown).toBe(bytes.length);
    }),
  );
});

test('what is shown says exactly which bytes came', () => {
  const bytesOf = (text: string): Buffer =>
    Buffer.concat(
      (text.match(/\\x..|\\.|[^\\]/gu) ?? []).map((part) => {
        if (part.startsWith('\\x')) return Buffer.from(part.slice(2), 'hex');
        return Buffer.from({ '\\r': '\r', '\\n': '\n', '\\t': '\t', '\\\\': '\\' }[part] ?? part);
      }),
    );
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), anyText.map(Buffer.from)), (bytes) => {
      expect(Buffer.compare(bytesOf(show(bytes)), bytes)).toBe(0);
    }),
  );
});

test('a stream of characters is shown the same wherever it is split', () => {
  const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(texts, fc.array(fc.nat(60), { maxLength: 6 }), (text, cuts) => {
      const bytes = Buffer.from(text);
      const ends = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const transcript = new Transcript({ unicode: true });
      const peer = { address: { family: 'inet', ip: '127.0.0.1' }, port: 1 } as const;
      transcript.lines({ kind: 'connected', peer });
      const lines = ends.slice(1).flatMap((end, i) => {
        return transcript.lines({ kind: 'received', peer, bytes: bytes.subarray(ends[i], end) });
      });
      expect(lines.map((line) => line.replace(/^received \d+ bytes: /, '')).join('')).toBe(show(bytes));
    }),
  );
});

test('the beginning of a character whose rest may come later is held back, and nothing else', () => {
  expect(
    [[], [0x61], [0xe4], [0xe4, 0xbd], [0xe4, 0xbd, 0xa0], [0xff], [0x80, 0x80], [0xf0, 0x9f, 0x98]].map((b) =>
      unfinished(Uint8Array.from(b)),
    ),
  ).toEqual([0, 0, 1, 2, 0, 0, 0, 3]);
});
