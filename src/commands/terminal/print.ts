import { once } from 'node:events';
import type { Problem } from '../../model/result.ts';
import { printable, width, wrap } from '../../report/index.ts';
import { programName } from './program-name.ts';

/** One message on stderr: what went wrong, and what to do about it. */
export function complain({ message, hint }: Problem): void {
  const advice = hint === undefined ? '' : `\n  ${hint.replaceAll('$0', () => programName())}`;
  process.stderr.write(fitted(`bindmatrix: ${message}${advice}`));
}

/** More than these are seldom read: the first mistake often makes the others. */
const MOST = 8;

/** One message on stderr for each problem, up to eight. */
export function complainOfAll(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, MOST)) complain(problem);
  if (problems.length > MOST) complain({ message: `and ${problems.length - MOST} more` });
}

/** A remark on stderr that is not a complaint. */
export const note = (text: string): void => void process.stderr.write(fitted(text));

/** Lines on stdout. */
export const printLines = (lines: readonly string[]): void =>
  void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

/** Lines on stdout, wrapped on a terminal. */
export const printFitted = (lines: readonly string[]): void =>
  void process.stdout.write(fitted(lines.join('\n'), process.stdout));

/** Writes data to stdout as fast as its reader takes it. */
export async function print(chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

/** Lines wrapped where a person reads them; a log keeps one message a line. */
function fitted(text: string, stream: NodeJS.WriteStream = process.stderr): string {
  const room = stream.isTTY ? Math.max(40, stream.columns || 80) : Number.POSITIVE_INFINITY;
  // A process may call itself anything, and a file may say anything: no escape sequence of theirs gets through.
  const wrapped = text
    .split('\n')
    .map(printable)
    .flatMap((line) => {
      if (width(line) <= room) return [line];
      const margin = `${/^ */.exec(line)?.[0]}  `;
      return wrap(line, room - margin.length).map((part, i) => (i === 0 ? part : margin + part));
    });
  return `${wrapped.join('\n')}\n`;
}
