import { VERSION } from './commands/version.ts';

/** `bindmatrix run | head` closes the pipe early: nobody is left to read, so there is nothing left to do. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  process.stderr.write(`bindmatrix: stdout: write: ${error.code}\n`);
  process.exit(3);
});
process.stderr.on('error', () => undefined);

/** A defect of this program: it found out nothing. Node would give 1, which means that an expectation is unmet. */
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(3);
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
