import { formatSource, type Source } from '../model/experiment.ts';
import { printable } from '../model/printable.ts';
import type { Problem } from '../model/result.ts';
import { MOST_PROBLEMS } from './limits.ts';

/** A problem with a flag (exit code 2) or with a file (exit code 78). */
export interface ConfigProblem extends Problem {
  readonly exit: 'usage' | 'config';
  /** The message begins with this place already. */
  readonly source: Source;
}

const LONGEST = 400;

/** Puts the place before the message, on one line: `config.yaml:3:12: …` or `--port: …`. */
export function problemAt(source: Source, { message, hint }: Problem): ConfigProblem {
  const exit = 'flag' in source ? 'usage' : 'config';
  const located = { exit, source, message: `${placeInWords(source)}: ${oneLine(message)}` } as const;
  return hint === undefined ? located : { ...located, hint: oneLine(hint) };
}

/** A long name is cut, and line and column are not. */
const placeInWords = (source: Source): string =>
  formatSource('flag' in source ? { flag: oneLine(source.flag) } : { ...source, file: oneLine(source.file) });

/** Compares two problems by line, then by column. */
export const byPosition = (a: ConfigProblem, b: ConfigProblem): number =>
  'flag' in a.source || 'flag' in b.source ? 0 : a.source.line - b.source.line || a.source.column - b.source.column;

/** One line without the control characters that may be in anything that a user wrote; long texts are cut. */
export const oneLine = (text: string): string => printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** The problems by their places, each once; of a hundred and more the first. */
export function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const distinct = [...new Map(problems.map((p) => [p.message, p])).values()].sort(byPosition);
  const more = distinct[MOST_PROBLEMS];
  if (more === undefined) return distinct;
  return [...distinct.slice(0, MOST_PROBLEMS), problemAt(more.source, { message: 'and more problems from here on' })];
}
