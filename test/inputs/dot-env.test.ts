import { expect, it } from 'vitest';
import { readDotEnv } from '../../src/inputs/compose/dot-env.ts';

it.each([
  ['A=1\nexport B = two # three\n#C=3\n', { A: '1', B: 'two' }],
  [`A="a # b"\nB='c'\r\nC=d#e\nD=\n`, { A: 'a # b', B: 'c', C: 'd#e', D: '' }],
  ['no line\n=x\n1A=2', {}],
])('the variables of an .env file with %j', (text, expected) => {
  expect(readDotEnv(text)).toEqual(expected);
});
