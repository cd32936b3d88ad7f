import { type MockInstance, vi } from 'vitest';
import { call as callProgram } from '../../src/commands/command-line/call.ts';
import { PROGRAM } from '../setup/program.ts';

/** What a call of the command line wrote, and its exit code. */
export interface Called {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the command line in this process: for what needs no process of its own, such as a call that cannot be read. */
export async function call(args: readonly string[]): Promise<Called> {
  const before = process.exitCode;
  const [, script] = process.argv;
  process.argv[1] = PROGRAM[1] ?? '';
  // As the programs that tests start have them.
  vi.stubEnv('LC_ALL', 'C.UTF-8').stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined);
  const stdout = captured(process.stdout);
  const stderr = captured(process.stderr);
  process.exitCode = undefined;
  try {
    await callProgram(args);
    return { code: numeric(process.exitCode), stdout: written(stdout), stderr: written(stderr) };
  } finally {
    process.exitCode = before;
    process.argv[1] = script ?? '';
    vi.unstubAllEnvs();
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

type Write = MockInstance<NodeJS.WriteStream['write']>;

const captured = (stream: NodeJS.WriteStream): Write => vi.spyOn(stream, 'write').mockReturnValue(true);

const written = (write: Write): string => write.mock.calls.map(([text]) => String(text)).join('');

const numeric = (code: typeof process.exitCode): number | undefined => (code === undefined ? undefined : Number(code));
