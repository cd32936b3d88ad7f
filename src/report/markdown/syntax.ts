import { printable } from '../text.ts';

/** Text with nothing in it that GitHub would read as markup; a pipe would end a table's cell. */
export const escape = (text: string): string => printable(text).replace(/[\\`*_~<>|[\]]/g, '\\$&');

/**
 * A code span: for addresses too, because GitHub reads `:a:` in an IPv6 address as an emoji.
 * A pipe is escaped even there (GFM 4.10).
 */
export function code(text: string): string {
  const shown = printable(text).replaceAll('|', '\\|');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

/** A table; its cells are markdown already. A column whose rule is `right` is aligned to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
