import { once } from 'node:events';
import type { Problem } from '../model/result.ts';
import type { Style } from '../report/style.ts';
import { printable, width, wrap } from '../report/text.ts';

/** How a report may look where it goes: a file is nobody's terminal. */
export const styleFor = (path: string | undefined): Style => {
  const style = styleOf(process.stdout);
  return path === undefined ? style : { ...style, columns: 80, colour: false };
};

/** How text may look on this terminal: decided once, here. See no-color.org and force-color.org. */
function styleOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Style {
  return {
    // A pty that nobody has sized has 0 columns.
    columns: stream.columns || 80,
    colour: wantsColour(stream, env),
    unicode: !/^(C|POSIX)$/.test(env.LC_ALL || env.LC_CTYPE || env.LANG || ''),
  };
}

function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** One message on stderr: what went wrong, and what to do about it. */
export function complain(message: string, hint?: string): void {
  process.stderr.write(fitted(`bindmatrix: ${message}${hint === undefined ? '' : `\n  ${hint}`}`));
}

export const complainOf = ({ message, hint }: Problem): void => complain(message, hint);

/** More than these are seldom read: the first mistake often makes the others. */
const MOST = 8;

export function complainOfAll(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, MOST)) complainOf(problem);
  if (problems.length > MOST) complain(`and ${problems.length - MOST} more`);
}

/** Lines wrapped where a person reads them; a log keeps one message a line. */
export function fitted(text: string, stream: NodeJS.WriteStream = process.stderr): string {
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

/** A remark on stderr that is not a complaint. */
export const note = (text: string): void => void process.stderr.write(fitted(text));

/** Writes data to stdout as fast as it is read there. */
export async function print(chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}
