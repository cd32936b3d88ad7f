import { once } from 'node:events';
import { constants } from 'node:os';
import type { Written } from '../../report/index.ts';
import { signalled } from './exit-codes.ts';
import { print } from './print.ts';

const PROMPT = '-- any key: the next step; a: all; q: end --';
/** To the beginning of the line, and erases it: ECMA-48. */
const ERASE = '\r\u001b[K';

/** What a terminal sends for Ctrl-C and Ctrl-D where it makes no signal of them. */
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/**
 * Shows pieces of text on the terminal, and waits for a key before each but the first. Gives an exit code where it was
 * ended before the last: 0 after q, as a signal after Ctrl-C.
 */
export async function showByKey(pieces: readonly Written[]): Promise<number | undefined> {
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  try {
    let waits = true;
    for (const [i, piece] of pieces.entries()) {
      const key: string = i > 0 && waits ? await nextKey(stdin) : '';
      if (key === CTRL_C) return signalled(constants.signals.SIGINT);
      if (key === 'q' || key === CTRL_D) return 0;
      waits &&= key !== 'a';
      await print([piece]);
    }
    return undefined;
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

async function nextKey(stdin: NodeJS.ReadStream): Promise<string> {
  process.stderr.write(PROMPT);
  stdin.resume();
  const [key] = await Promise.race([once(stdin, 'data'), once(stdin, 'end').then(() => [CTRL_D])]);
  process.stderr.write(ERASE);
  return String(key);
}
