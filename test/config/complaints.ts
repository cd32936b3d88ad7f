import type { ConfigProblem } from '../../src/config/config-problem.ts';
import { parseConfig } from '../../src/config/file.ts';
import type { Result } from '../../src/model/result.ts';

/** Each problem as a person reads it: the message, then the hint behind an arrow. */
export const complaintsOf = (result: Result<unknown, readonly ConfigProblem[]>): string[] =>
  result.ok ? [] : result.error.map(({ message, hint }) => (hint === undefined ? message : `${message} -> ${hint}`));

export const complaintsOfText = (text: string): string[] => complaintsOf(parseConfig('f.yaml', text));
