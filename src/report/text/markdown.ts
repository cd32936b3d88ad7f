import { greatest } from '../../model/extremes.ts';

/** An IPv6 address or endpoint in running text. */
const IPV6 = /(\[?(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]*(?:%[\w.-]+)?(?:\](?::\d+)?)?)/g;

/** What GFM reads as markup anywhere. SO_REUSEADDR needs no escape (GFM 6.2). */
const MARKUP = /[\\`*~<>|[\]]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g;
/** What begins a heading, a list or a rule at the beginning of a line (GFM 4, 5.2). */
const BLOCK = /^(?=(?:#{1,6}|[-+])(?: |$)|[=-]+ *$)|^(\d{1,9})(?=[.)](?: |$))/;

/**
 * Text with nothing in it that GitHub would read as markup: a pipe would end a table's cell, and `:a:` in an
 * IPv6 address is an emoji, so such an address becomes a code span.
 */
export const escaped = (text: string): string =>
  text
    .split(IPV6)
    .map((part, i) => (i % 2 === 1 ? code(part) : part.replace(MARKUP, '\\$&')))
    .join('')
    .replace(BLOCK, '$1\\');

/** A code span: its fence is longer than any run of backticks inside (GFM 6.3). Empty where the text is. */
export function code(text: string): string {
  if (text === '') return '';
  const fence = '`'.repeat(longestRun(text, /`+/g) + 1);
  // One blank at both ends is taken away again, and keeps a backtick of the text from the fence.
  const room = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return fence + room + text + room + fence;
}

/** A block of code, its fence longer than any run inside (GFM 4.5). */
export function fenced(language: string, lines: readonly string[]): string[] {
  const fence = '`'.repeat(
    greatest(
      lines.map((line) => longestRun(line, /`+/g) + 1),
      3,
    ),
  );
  return [fence + language, ...lines, fence];
}

const longestRun = (text: string, run: RegExp): number => greatest((text.match(run) ?? []).map(({ length }) => length));

/** A table; its cells are markdown already. A pipe ends a cell even in a code span, unless it is escaped (GFM 4.10). */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A pipe after an even number of backslashes is not escaped yet. */
const cell = (markdown: string): string =>
  markdown.replace(/(\\*)\|/g, (found, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : found));
