import { describe, expect, it } from 'vitest';
import { showFigures, times } from '../setup/long.ts';
import { files, hasPlace, tryFile } from './files.ts';

it('mutated files are taken or refused, each complaint with its place, within the bounds', () => {
  const count = times(30, 1_000, 10_000);
  const figures = files(1, count);
  const { cases, accepted, exceptions, withoutPlace, overBound, faults } = figures;
  showFigures('mutated files', { files: cases, accepted }, { exceptions, withoutPlace, overBound });
  expect({ exceptions, withoutPlace, overBound, faults }).toEqual({
    exceptions: 0,
    withoutPlace: 0,
    overBound: 0,
    faults: [],
  });
  expect(cases).toBe(count);
});

describe('hasPlace', () => {
  it.each([
    ['a place of the text', 'f:2:3: wrong', true],
    ['the end of a line', 'f:1:3: wrong', true],
    ['a line that is not there', 'f:4:1: wrong', false],
    ['a column that is not there', 'f:1:4: wrong', false],
    ['no place', 'wrong', false],
  ])('%s', (_, message, expected) => expect(hasPlace(message, 'ab\ncde\n')).toBe(expected));
});

const SIZE = times(256, 16 * 1024) * 1024 - 1024;
const filled = (text: string): string => text.repeat(Math.floor(SIZE / text.length));

describe('a file of repetitions is refused within the bounds', () => {
  it.each([
    ['errors', filled(']')],
    ['errors in lines', filled('a: b\n- c\n')],
    ['unknown keys', Array.from({ length: SIZE / 16 }, (_, i) => `key${i}: 1\n`).join('')],
    ['comments', filled('# a comment\n')],
    ['bad escapes', `a: "${filled('\\q')}"`],
    ['bad escapes in lines', filled(`- "${'\\q'.repeat(50)}"\n`)],
    ['expectations that are none', `version: 1\nexpect:\n${filled('  - no expectation\n')}`],
    ['lists in JSON', `{"expect":[${filled('[],')}[]]}`],
    ['levels', filled('[')],
    ['a text', filled('x')],
    ['NUL', filled('\0')],
    ['aliases', `a: &a [1]\nb: [${filled('*a ,')}]`],
  ])('%s', (_, text) => expect(tryFile(text)).toBe('refused'));
});
