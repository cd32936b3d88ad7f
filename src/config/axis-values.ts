import { AXES, type AxisForm, type AxisKey, type AxisValues, axisValue, type WrittenValue } from '../model/axes.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { quoted, type Reader, readWord } from './values.ts';

/** Reads a word of an axis, or a text that its form allows. */
export const readAxisWord =
  ({ noun, words, freeText }: AxisForm): Reader<string> =>
  (value) => {
    if (freeText === undefined) return readWord(noun, words)(value);
    if (typeof value === 'string' && (words.includes(value) || freeText.form.test(value))) return ok(value);
    return problem(`${quoted(value)} is not ${noun}`, `write ${[...words, freeText.such].join(' or ')}`);
  };

/**
 * Reads the text of a flag: `addr` for all sockets or, if the axis has pairs, `none/addr` for the holder and the
 * newcomer.
 */
export const parseAxis =
  <K extends AxisKey>(key: K): Reader<AxisValues[K]> =>
  (text) => {
    const written = parseWritten(AXES[key], String(text));
    return written.ok ? ok(axisValue(key, written.value)) : written;
  };

function parseWritten(axis: AxisForm, text: string): Result<WrittenValue> {
  const read = readAxisWord(axis);
  const [first = '', second, ...more] = axis.pairs === undefined ? [text] : text.split('/');
  if (more.length > 0)
    return problem(`${quoted(text)} is not ${axis.noun}`, `write one, or HOLDER/NEWCOMER such as ${axis.pairs}`);
  const holder = read(first);
  if (!holder.ok || second === undefined) return holder;
  const newcomer = read(second);
  return newcomer.ok ? ok({ holder: holder.value, newcomer: newcomer.value }) : newcomer;
}
