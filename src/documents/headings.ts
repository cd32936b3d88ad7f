import type { HeadingLevel } from './document.ts';

/** The level of the first heading of Markdown as this program writes it. */
const USUAL = 2;

/** Markdown of this program with its headings at another level. Deeper than 6 there are only bold lines. */
export function withHeadings(lines: readonly string[], level: HeadingLevel | undefined): readonly string[] {
  if (level === undefined || level === USUAL) return lines;
  let fence = '';
  return lines.map((line) => {
    const [run = ''] = /^`{3,}/.exec(line) ?? [];
    if (fence === '') fence = run;
    else if (line === fence) fence = '';
    const [, marks, text] = fence === '' ? (/^(#{1,6}) (.*)$/.exec(line) ?? []) : [];
    return marks === undefined || text === undefined ? line : heading(marks.length, text, level);
  });
}

function heading(usual: number, text: string, level: HeadingLevel): string {
  const deep = level === 'none' ? Number.POSITIVE_INFINITY : usual - USUAL + level;
  return deep > 6 ? `**${text}**` : `${'#'.repeat(deep)} ${text}`;
}
