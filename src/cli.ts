import { VERSION } from './commands/version.ts';

/** `bindmatrix run | head` closes the pipe early: nobody is left to read, so there is nothing left to do. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

const args = process.argv.slice(2);

/** Scripts ask for the version often: it needs no parser, which takes longer to load than everything else. */
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) process.stdout.write(`${VERSION}\n`);
else await (await import('./commands/command-line.ts')).parseAndRun(args);
