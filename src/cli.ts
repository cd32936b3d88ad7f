import { writeSync } from 'node:fs';
import { VERSION } from './commands/command-line/version.ts';
import { versionAsked, wordsAsFlags } from './commands/command-line/words.ts';
import { crashText } from './commands/terminal/crash.ts';
import { leaveLostTerminals } from './commands/terminal/lost-terminal.ts';
import { usableStdout } from './commands/terminal/usable-stdout.ts';
import { tolerateDeletedFolder } from './commands/terminal/working-folder.ts';

tolerateDeletedFolder();
process.on('exit', leaveLostTerminals);

const written = process.argv.slice(2);
const args = wordsAsFlags(written);

/**
 * The version, which scripts ask for often, is written at once: the streams of Node take longer to make than all the rest
 * of such a call. False where the descriptor does not take it; then it is written as everything else is.
 */
function writtenAtOnce(text: string): boolean {
  try {
    return writeSync(1, text) === text.length;
  } catch {
    return false;
  }
}

/** `bindmatrix run | head` closes the pipe early, and a terminal may go: no reader is left, so there is nothing left to do. */
function heedStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || (error.code === 'EIO' && process.stdout.isTTY)) process.exit(process.exitCode ?? 0);
    process.stderr.write(`bindmatrix: stdout: write: ${error.code}\n`);
    process.exit(3);
  });
  process.stderr.on('error', () => undefined);
}

/** A defect of this program, which found out nothing then. Node would give 1, which means that an expectation is unmet. */
function heedDefects(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(crashText(error));
    process.exit(3);
  });
}

/** What yargs or this file prints by itself; commands look at their output on their own. */
const isPrintedHere = (): boolean => args.some((word) => ['--version', '-V', '--help', '-h'].includes(word));

async function main(): Promise<void> {
  const stdout = isPrintedHere() ? usableStdout() : undefined;
  if (stdout?.ok === false) {
    (await import('./commands/terminal/print.ts')).complain(stdout.error);
    process.exitCode = 3;
    return;
  }
  const version = versionAsked(args) === 'short';
  if (version && writtenAtOnce(`${VERSION}\n`)) return;
  heedDefects();
  heedStreams();
  if (version) process.stdout.write(`${VERSION}\n`);
  else await (await import('./commands/command-line/call.ts')).call(written);
  // What was written and lost is told in the turn after.
  setImmediate(leave);
}

/** Ends at once where all is written: Node would first give back its memory piece by piece, as the kernel does in one. */
function leave(): void {
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
}

void main();
