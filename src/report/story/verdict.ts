import type { StoryVerdict } from '../../model/trial.ts';
import type { Paint, Terminal } from '../text/style.ts';

/** The verdicts in the order in which they are counted; the last is for a story of which nothing could be seen. */
export const VERDICTS: readonly (StoryVerdict | undefined)[] = ['holds', 'holds only if', 'does not hold', undefined];

/** A mark beside the words, so that colour says nothing alone. */
export const verdictMark = (verdict: StoryVerdict | undefined, { glyphs }: Terminal): string =>
  verdict === 'holds' ? glyphs.ok : verdict === 'does not hold' ? glyphs.fail : verdict === undefined ? '?' : '~';

export const verdictPaint = (verdict: StoryVerdict | undefined, { paint }: Terminal): Paint =>
  verdict === 'holds' ? paint.good : verdict === 'does not hold' ? paint.bad : paint.unsure;
