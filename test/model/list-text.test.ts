import { expect, test } from 'vitest';
import { listValues, writtenValues } from '../../src/model/list-text.ts';

test.each([
  ['a,b', ['a', 'b']],
  ['a\\,b,c', ['a,b', 'c']],
  ['a\\b', ['a\\b']],
  ['', ['']],
])('the list %j has the values %j', (list, values) => {
  expect(listValues(list)).toEqual(values);
  expect(writtenValues(list).join(',')).toBe(list);
});
