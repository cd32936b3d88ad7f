import { expect, test } from 'vitest';
import { FLAG_VALUES, OPERAND_VALUES } from '../../src/commands/completion/values.ts';
import { OPTIONS } from './reading.ts';

test('the values of every flag and every operand are known, and of none that is not there', () => {
  const valued = OPTIONS.flatMap(({ flags }) =>
    Object.entries(flags)
      .filter(([, { kind }]) => kind !== 'switch')
      .map(([name]) => name),
  );
  expect(Object.keys(FLAG_VALUES).sort()).toEqual([...new Set(valued)].sort());
  const operands = OPTIONS.filter(({ operand }) => operand !== undefined).map(({ name }) => name);
  expect(Object.keys(OPERAND_VALUES).sort()).toEqual(operands.sort());
});
