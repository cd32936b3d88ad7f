/** Before a block in quotations and lists: blanks, `>`, bullets and numbers. */
const CONTAINERS = /^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/;

/**
 * What stands before the further lines of a block whose first line this is: its quotation marks, and blanks in place of a
 * bullet or a number.
 */
export const prefixOf = (line: string): string => before(line).replaceAll(/[^\s>]/g, ' ');

/** Where a block begins in its first line, from 1. */
export const columnOf = (line: string): number => before(line).length + 1;

const before = (line: string): string => CONTAINERS.exec(line)?.[0] ?? '';

/** Lines without what stands before them; a line that has less of it loses what it has. */
export const withoutPrefix = (lines: readonly string[], prefix: string): string[] =>
  lines.map((line) => {
    if (line.startsWith(prefix)) return line.slice(prefix.length);
    let at = 0;
    while (at < line.length && line[at] === prefix[at]) at += 1;
    return line.slice(at);
  });

/** Lines with it; an empty one has no blanks at its end. */
export const withPrefix = (lines: readonly string[], prefix: string): string[] =>
  lines.map((line) => (line === '' ? prefix.trimEnd() : prefix + line));
