import { smallest } from './extremes.ts';

/** The level of the highest heading of generated Markdown; `none`: bold lines instead of headings. */
export const HEADING_LEVELS = ['2', '3', '4', '5', '6', 'none'] as const;

export type HeadingLevel = (typeof HEADING_LEVELS)[number];

const HEADING = /^(#{1,6}) (.*)$/;

/**
 * Markdown of this program with its highest headings at another level, and the others below them. Deeper than 6 there are
 * only bold lines.
 */
export function withHeadings(lines: readonly string[], level: HeadingLevel | undefined): readonly string[] {
  if (level === undefined) return lines;
  const headings = headingsIn(lines);
  const highest = Math.min(6, smallest(headings.map((found) => found?.[1]?.length ?? 6)));
  return lines.map((line, i) => {
    const [, marks = '', text = ''] = headings[i] ?? [];
    if (marks === '') return line;
    const deep = level === 'none' ? Number.POSITIVE_INFINITY : marks.length - highest + Number(level);
    return deep > 6 ? `**${text}**` : `${'#'.repeat(deep)} ${text}`;
  });
}

/** The heading in each line; there is none in a fence. */
function headingsIn(lines: readonly string[]): (RegExpExecArray | null)[] {
  let fence = '';
  return lines.map((line) => {
    const [run = ''] = /^`{3,}/.exec(line) ?? [];
    if (fence === '') fence = run;
    else if (line === fence) fence = '';
    return fence === '' ? HEADING.exec(line) : null;
  });
}
