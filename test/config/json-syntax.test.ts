import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { jsonErrorOf } from '../../src/config/json-syntax.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test('what JSON.parse() reads has no error', () => {
  fc.assert(fc.property(fc.json(), (text) => jsonErrorOf(text) === undefined));
});

test('a text with a sign more or less has an error where JSON.parse() throws, unless inside of a text', () => {
  const signs = fc.constantFrom(...'{}[]:,"01x -.');
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.option(signs), (text, place, sign) => {
      const at = place % text.length;
      const changed = text.slice(0, at) + (sign ?? '') + text.slice(at + 1);
      if (isJson(changed)) expect(jsonErrorOf(changed)).toBeUndefined();
      else if (!changed.includes('\\')) expect(jsonErrorOf(changed)).toBeDefined();
    }),
  );
});

test.each([
  ['{"a" 1}', 5, 'expected ":"'],
  ['{"a":1 "b":2}', 7, 'expected "," or "}"'],
  ['[1,]', 3, 'expected a value'],
  ['{"a":[1,2}', 9, 'expected "," or "]"'],
  ['{"a":tru}', 5, 'expected a value'],
  ['{"a":1', 6, 'it ends too early'],
  ['{} {}', 3, 'expected the end'],
])('%s stops being JSON at %i: %s', (text, offset, message) => {
  expect(jsonErrorOf(text)).toEqual({ offset, message });
});

test('a long file with a mistake in its JSON is told the mistake, and not how long it is as YAML', () => {
  const entries = Array.from({ length: 100_000 }, () => '{"address":"any4","expect":"ok"}');
  const text = `{"version":1,\n"expect":[${entries.join(',')} x]}`;
  const read = parseConfig('f', text);
  expect(read.ok ? [] : read.error.map(({ message }) => message)).toEqual([
    `f:2:${'"expect":['.length + entries.join(',').length + 2}: invalid JSON: expected "," or "]"`,
  ]);
});

test.each([
  ['expect', 40_000, '{"expect":"ok"}'],
  ['trials', 15_000, '{}'],
])('more than so many entries in %s are refused at the first that is too many', (key, most, entry) => {
  const list = Array.from({ length: most + 1 }, () => entry);
  const read = parseConfig('f', `{"version":1,"${key}":[\n${list.join(',\n')}]}`);
  expect(read.ok ? [] : read.error.map(({ message }) => message)).toEqual([
    `f:${most + 2}:1: more than ${most} entries in "${key}"`,
  ]);
});
