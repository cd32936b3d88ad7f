import { answerOf, innerOf } from './kept.ts';
import type { Format } from './types/format.ts';
import type { Report } from './types/report.ts';
import type { WhyAnswer } from './types/why-answer.ts';
import { rendered } from './work/render.ts';

/** How {@link render} lays out text. */
export interface RenderOptions {
  /** Escape sequences for colours; only in the format `terminal`. Default: false. */
  readonly colour?: boolean | undefined;
  /** The width of the text in columns, 40 at least; only in the format `terminal`. Default: 80. */
  readonly columns?: number | undefined;
}

/**
 * Writes a result as the commands print it, in any of their formats, an answer of {@link why} in `terminal`, `json` and
 * `markdown`. It takes what a call has given: a copy is refused.
 *
 * @throws BindmatrixError `usage` of an unknown format, or of what is no result.
 * @see docs/library.md#render
 */
export function render(result: Report | WhyAnswer, format: Format, options: RenderOptions = {}): string {
  return answerOf(
    rendered(typeof result === 'object' && result !== null ? innerOf(result) : undefined, format, options),
  );
}
