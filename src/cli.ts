import { VERSION } from './commands/version.ts';

/** `bindmatrix run | head` closes the pipe early: nobody is left to read, so there is nothing left to do. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

const args = process.argv.slice(2);

/**
 * What has nothing to parse needs no parser, which takes longer to load than all the binds of a run: the version, which
 * scripts ask for often, and the default run.
 */
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) process.stdout.write(`${VERSION}\n`);
else if (args.length === 0 || (args.length === 1 && args[0] === 'run'))
  process.exitCode = await (await import('./commands/run.ts')).run({ format: 'terminal' });
else await (await import('./commands/command-line.ts')).parseAndRun(args);
