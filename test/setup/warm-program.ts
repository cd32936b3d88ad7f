import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declareLazily } from '../../src/libc/library.ts';
import { setns, unshare } from '../../src/libc/linux-calls.ts';
import { LINUX_ONLY } from '../../src/libc/linux-only.ts';
import { END, type WarmRequest } from './warm-request.ts';

const dup2 = declareLazily<[oldfd: number, newfd: number], number>('int dup2(int oldfd, int newfd)');

/** Calls the built program as often as it is asked to, each time in the network namespace of the request. */
async function serve(): Promise<void> {
  const [bundle = '', script = ''] = process.argv.slice(2);
  const { call }: { call: (args: readonly string[]) => Promise<void> } = await import(bundle);
  const home = openSync('/proc/self/ns/net', 'r');
  process.on('message', async ({ args, place, input }: WarmRequest) => {
    putInput(input ?? '');
    const isThere = place === undefined || enter(place);
    process.argv = [process.argv0, script, ...args];
    process.exitCode = undefined;
    if (isThere) await call(args);
    const code = isThere ? (process.exitCode ?? 0) : 125;
    process.exitCode = undefined;
    if (place !== undefined) setns(home, LINUX_ONLY.CLONE_NEWNET);
    process.stderr.write(END);
    process.stdout.write(END);
    process.send?.({ code });
  });
  process.on('disconnect', () => process.exit(0));
}

/** Standard input is a file with `text` from now on. */
function putInput(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-input-'));
  writeFileSync(join(folder, 'stdin'), text);
  const file = openSync(join(folder, 'stdin'), 'r');
  rmSync(folder, { recursive: true });
  if (dup2(file, 0) !== 0) throw new Error('dup2 of standard input failed');
  closeSync(file);
}

/** Into the namespace of a process, or into a new one that a command lays out; whether that worked. */
function enter(place: NonNullable<WarmRequest['place']>): boolean {
  if ('pid' in place) {
    const file = openSync(`/proc/${place.pid}/ns/net`, 'r');
    const done = setns(file, LINUX_ONLY.CLONE_NEWNET) === 0;
    closeSync(file);
    return done;
  }
  const [command = '', ...args] = place.layOut;
  if (unshare(LINUX_ONLY.CLONE_NEWNET) !== 0) return false;
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

await serve();
