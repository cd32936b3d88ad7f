import * as z from 'zod/mini';
import type { AxisForm, WrittenValue } from '../model/axes.ts';
import { readAxisWord } from './axis-values.ts';
import { about, says, strict, text, word } from './schema-parts.ts';

/** The schema of a value of an axis: one for all sockets or, if the axis has pairs, one for each of the two. */
export function axisSchema(axis: AxisForm): z.ZodMiniType<WrittenValue> {
  const one = oneValue(axis);
  if (axis.pairs === undefined) return one;
  const pair = strict({
    holder: about(z.clone(one), 'What the socket that holds the port sets.'),
    newcomer: about(z.clone(one), 'What the socket that tries sets.'),
  });
  return z.union([one, pair], says(readAxisWord(axis)));
}

const oneValue = (axis: AxisForm): z.ZodMiniType<string> =>
  axis.freeText === undefined ? word(axis.words, readAxisWord(axis)) : text(readAxisWord(axis));
