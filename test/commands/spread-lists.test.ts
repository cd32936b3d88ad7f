import { describe, expect, test } from 'vitest';
import { spreadLists } from '../../src/commands/command-line/spread-lists.ts';
import { OPTIONS, readAsPlain, readByYargs } from './reading.ts';

const spread = (line: string): string => spreadLists(line.split(' '), OPTIONS).join(' ');

describe('a flag that takes every word up to the next', () => {
  test.each([
    ['check p.yaml --host a.json b.json --json', 'check p.yaml --host=a.json --host=b.json --json'],
    ['check p.yaml --host=a b -o x', 'check p.yaml --host=a --host=b -o x'],
    ['check --json --host a --only t p.yaml', 'check --json --host=a --only t p.yaml'],
    ['check p.yaml --host a --host b c', 'check p.yaml --host=a --host=b --host=c'],
    ['check p.yaml --host - --json', 'check p.yaml --host=- --json'],
    ['check p.yaml --host a -- b', 'check p.yaml --host=a -- b'],
    ['check p.yaml --host --json', 'check p.yaml --host --json'],
    ['run --address a b', 'run --address a b'],
  ])('%s', (written, expected) => expect(spread(written)).toBe(expected));

  test('is read alike by both readers', async () => {
    const args = spreadLists(['check', 'p.yaml', '--host', 'a,b.json', 'c.json', '--format', 'json'], OPTIONS);
    const reading = readAsPlain(args);
    expect(reading).toMatchObject({ argv: { host: ['a,b.json', 'c.json'], operands: ['p.yaml'] } });
    expect(await readByYargs(args)).toEqual(reading);
  });
});
