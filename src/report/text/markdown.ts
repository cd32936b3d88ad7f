import { printable } from './text.ts';

/** An IPv6 address or endpoint in running text. */
const IPV6 = /(\[?(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]*(?:%[\w.-]+)?(?:\](?::\d+)?)?)/g;

/**
 * Text with nothing in it that GitHub would read as markup: a pipe would end a table's cell, and `:a:` in an
 * IPv6 address is an emoji, so such an address becomes a code span. SO_REUSEADDR needs no escape (GFM 6.2).
 */
export const escaped = (text: string): string =>
  printable(text)
    .split(IPV6)
    .map((part, i) => (i % 2 === 1 ? code(part) : part.replace(/[\\`*~<>|[\]]|(?<!\w)_|_(?!\w)/g, '\\$&')))
    .join('');

/** A code span. A pipe is escaped even there (GFM 4.10). */
export function code(text: string): string {
  const shown = printable(text).replaceAll('|', '\\|');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

/** A table; its cells are markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
