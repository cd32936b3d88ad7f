import { width } from './text.ts';

/** A command in parts that are never broken: each is one word of a shell, or a flag with its value, quoted already. */
export type Command = readonly string[];

/** Quoted where a shell would read it otherwise. */
export const shellWord = (text: string): string =>
  /^[\w.,:/+%@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The parts of a command that is written in one line: a flag goes with its value, the program with its subcommand. */
export const commandParts = (line: string): Command =>
  line.match(/--?[\w-]+[ =](?!-)(?:'[^']*'|[^\s'])+|(?:'[^']*'|[^\s'])+/g) ?? [];

/** In one line, as it is typed. */
export const commandText = (command: Command): string => command.join(' ');

/**
 * A command in lines of at most `columns`, where its parts allow that: what continues a line stands two columns further
 * in, and the line before ends in ` \`, so that all of them can be pasted into a shell at once.
 */
export function commandLines(command: Command, columns: number): string[] {
  const lines: string[] = [];
  for (const [i, part] of command.entries()) {
    const last = lines[lines.length - 1];
    const longer = last === undefined ? part : `${last} ${part}`;
    const room = i + 1 < command.length ? columns - 2 : columns;
    if (last === undefined || width(longer) <= room) lines[Math.max(0, lines.length - 1)] = longer;
    else lines.push(`  ${part}`);
  }
  return lines.map((line, i) => (i + 1 < lines.length ? `${line} \\` : line));
}
