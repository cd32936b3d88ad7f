import * as z from 'zod';
import type { AxisForm, WrittenValue } from '../model/axes.ts';
import { readAxisWord } from './axis-values.ts';
import { says, strict, text, word } from './schema-parts.ts';

/** The schema of a value of an axis: one for all sockets or, if the axis has pairs, one for each of the two. */
export function axisSchema(axis: AxisForm): z.ZodType<WrittenValue> {
  const one = oneValue(axis);
  if (axis.pairs === undefined) return one;
  const pair = strict({
    holder: one.describe('What the socket that holds the port sets.'),
    newcomer: one.describe('What the socket that tries sets.'),
  });
  return z.union([one, pair], says(readAxisWord(axis)));
}

const oneValue = (axis: AxisForm): z.ZodType<string> =>
  axis.freeText === undefined ? word(axis.words, readAxisWord(axis)) : text(readAxisWord(axis));
