import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** So much may wait until the reader of stdout takes it, in bytes: what comes beyond is left out, and counted. */
const MOST_WAITING = 1 << 20;

/** How long the end of a program waits for that reader, in milliseconds. */
const GRACE = 500;

let leftOut = 0;

/** Lines on stdout, of a command that goes on whether they are read or not. */
export function writeWhileRead(lines: readonly string[]): void {
  if (process.stdout.writableLength > MOST_WAITING) {
    leftOut += lines.length;
    return;
  }
  const gap = leftOut === 0 ? [] : [`(${leftOut} lines were left out: nobody read them)`];
  leftOut = 0;
  process.stdout.write([...gap, ...lines].map((line) => `${line}\n`).join(''));
}

/**
 * Waits a moment until the reader of stdout has taken what was printed, and ends the program where it does not: what waits
 * would keep it running. Gives the exit code.
 */
export async function flushed(code: number): Promise<number> {
  const { stdout } = process;
  if (stdout.writableLength === 0) return code;
  await Promise.race([once(stdout, 'drain'), setTimeout(GRACE)]);
  if (stdout.writableLength > 0) process.exit(code);
  return code;
}
