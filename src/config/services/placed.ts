import type { Problem } from '../../model/result.ts';
import { nearest } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';

/** A problem, and where in the file it is. */
export interface Placed {
  readonly path: Path;
  readonly at?: 'key';
  readonly problem: Problem;
}

/** The hint names the word that was meant, if one is near. */
export const didYouMean = (text: string, words: readonly string[], otherwise: string): string => {
  const near = nearest(text, words);
  return near === undefined ? otherwise : `did you mean ${near}?`;
};
