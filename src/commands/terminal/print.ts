import { once } from 'node:events';
import { printable } from '../../model/printable.ts';
import type { Problem } from '../../model/result.ts';
import { type Written, width, wrap } from '../../report/index.ts';
import { allowsUnicode } from './locale.ts';
import { programName } from './program-name.ts';
import { writeWhileRead } from './stalled-reader.ts';

/** Who hears of what goes wrong beside stderr. */
let hear: ((message: string) => void) | undefined;

/** Calls `listener` with every complaint from now on; gives a function that ends it. */
export function hearComplaints(listener: (message: string) => void): () => void {
  hear = listener;
  return () => {
    hear = undefined;
  };
}

/** One message on stderr: what went wrong, and what to do about it. */
export function complain({ message, hint }: Problem): void {
  hear?.(message);
  const advice = hint === undefined ? [] : [`  ${hint.replaceAll('$0', () => programName())}`];
  write([`bindmatrix: ${message}`, ...advice]);
}

/** More than these are seldom read: the first mistake often makes the others. */
const MOST = 8;

/** One message on stderr for each problem, up to eight. */
export function complainOfAll(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, MOST)) complain(problem);
  if (problems.length > MOST) complain({ message: `and ${problems.length - MOST} more` });
}

/** A remark on stderr that is not a complaint: one line. */
export const note = (text: string, unicode = allowsUnicode(process.env)): void => write([text], unicode);

/** Lines on stdout. */
export const printLines = (lines: readonly string[], unicode = allowsUnicode(process.env)): void =>
  writeWhileRead(lines.map((line) => shown(line, unicode)));

/** Lines on stdout, wrapped on a terminal. */
export const printFitted = (lines: readonly string[], unicode = allowsUnicode(process.env)): void =>
  writeWhileRead(
    fitted(
      lines.map((line) => shown(line, unicode)),
      process.stdout,
    ),
  );

/** Writes data to stdout as fast as its reader takes it. */
export async function print(chunks: Iterable<Written>): Promise<void> {
  for (const chunk of chunks) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

const write = (lines: readonly string[], unicode = allowsUnicode(process.env)): void =>
  writeLines(
    fitted(
      lines.map((line) => clipped(shown(line, unicode))),
      process.stderr,
    ),
    process.stderr,
  );

const writeLines = (lines: readonly string[], stream: NodeJS.WriteStream): void =>
  void stream.write(lines.map((line) => `${line}\n`).join(''));

/**
 * A line for a terminal or a log: a process may call itself anything and a file may say anything, so no character of
 * theirs steers the terminal or ends the line.
 */
function shown(line: string, unicode: boolean): string {
  return printable(unicode ? line : line.replaceAll('…', '...'), unicode);
}

/** No message is longer, in characters: what is longer quotes something that nobody reads to its end. */
const LONGEST = 1000;

const clipped = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line);

/** Lines wrapped where a person reads them; a log keeps one message a line. */
function fitted(lines: readonly string[], stream: NodeJS.WriteStream): string[] {
  const room = stream.isTTY ? Math.max(40, stream.columns || 80) : Number.POSITIVE_INFINITY;
  return lines.flatMap((line) => {
    if (width(line) <= room) return [line];
    const margin = `${/^ */.exec(line)?.[0]}  `;
    return wrap(line, room - margin.length).map((part, i) => (i === 0 ? part : margin + part));
  });
}
