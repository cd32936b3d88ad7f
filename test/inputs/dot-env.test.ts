import { expect, it } from 'vitest';
import { readDotEnv } from '../../src/inputs/compose/dot-env.ts';

const BRACE = '${';

it.each([
  ['A=1\nexport B = two # three\n#C=3\n', { A: '1', B: 'two' }],
  [`A="a # b"\nB='c'\r\nC=d#e\nD=\n`, { A: 'a # b', B: 'c', C: 'd#e', D: '' }],
  ['no line\n=x\n1A=2', {}],
  [
    `BASE=80\nA=${BRACE}BASE}06\nB="$BASE-$HERE"\nC='$BASE'\nD=$$BASE\nE=${BRACE}NONE:-7}`,
    {
      BASE: '80',
      A: '8006',
      B: '80-of-the-environment',
      C: '$BASE',
      D: '$BASE',
      E: '7',
    },
  ],
  ['HERE=other\nA=$HERE', { HERE: 'other', A: 'of-the-environment' }],
  ['A="two\nlines" # more\nB: 2\nC="\\"x\\" \\$A"', { A: 'two\nlines', B: '2', C: '"x" $A' }],
  ['A="open\nB=2', { A: '"open', B: '2' }],
])('the variables of an .env file with %j', (text, expected) => {
  expect(readDotEnv(text, { HERE: 'of-the-environment' })).toEqual(expected);
});

it('values that double with each line end', () => {
  const text = `A=x\n${'A=$A$A\n'.repeat(1000)}`;
  expect(readDotEnv(text, {}).A?.length).toBeLessThanOrEqual(65_536);
});
