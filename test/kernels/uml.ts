import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, problem, type Result } from '../../src/model/result.ts';
import { type Boot, runMachine, type Task } from './booted.ts';
import { ANSWER, type Answer, type Order } from './guest/order.ts';
import { modulesIn } from './modules.ts';
import type { Obtained } from './obtained.ts';

/** Its memory is a file: on a disk it boots in twelve seconds instead of three. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** In a mount namespace of its own: shows the host's files in the folder that has the C library, and goes there. */
const IN_ROOT = 'mount --rbind / "$1/host" && mount --rbind /proc "$1/proc" && exec chroot "$@"';

/** User-mode Linux: a kernel as a program. All of the host's files are its root, read-only. */
export const bootUml =
  ({ image, modules, root }: Obtained): Boot =>
  async (task) => {
    const memory = mkdtempSync(join(MEMORY, 'bindmatrix-uml-'));
    const remove = (): void => rmSync(memory, { recursive: true, force: true });
    // A signal ends this process before the machine's end is seen.
    process.once('exit', remove);
    try {
      const order = orderFor(task, modules, root === undefined ? '' : '/host');
      const hostRoot = root === undefined ? '' : '/host';
      const program = root === undefined ? image : '/usr/bin/linux.uml';
      const kernel = [program, ...parameters(task, order, hostRoot, `${hostRoot}${memory}/`)];
      const env = { PATH: process.env.PATH, TMPDIR: `${hostRoot}${memory}` };
      const failed = await runMachine([...before(root), ...kernel], join(task.folder, 'console'), env);
      return failed === undefined ? answerIn(task) : problem(failed);
    } finally {
      process.off('exit', remove);
      remove();
    }
  };

function before(root: string | undefined): readonly string[] {
  if (root === undefined) return [];
  const flags = process.geteuid?.() === 0 ? '-m' : '-Urm';
  return ['unshare', flags, 'sh', '-c', IN_ROOT, 'sh', root];
}

/** Writes the order; modules are read where they were unpacked, which user-mode Linux sees too. */
function orderFor(task: Task, modules: string, hostRoot: string): string {
  const order: Order = {
    argv: task.argv,
    cwd: task.cwd,
    modules: modulesIn(modules).map((module) => module.file),
    answer: { folder: `${hostRoot}${task.folder}` },
  };
  const file = join(task.folder, 'order.json');
  writeFileSync(file, JSON.stringify(order));
  return file;
}

/** Without a terminal; `uml_dir` would be in the home directory. */
const parameters = ({ init }: Task, order: string, hostRoot: string, directory: string): readonly string[] => [
  'mem=1G',
  'root=/dev/root',
  'rootfstype=hostfs',
  `rootflags=${hostRoot}/`,
  'ro',
  `uml_dir=${directory}`,
  'con=null',
  'con0=fd:0,fd:1',
  `init=${process.execPath}`,
  '--',
  init,
  order,
];

function answerIn({ folder }: Task): Result<Answer> {
  const file = join(folder, ANSWER);
  if (existsSync(file)) return ok(JSON.parse(readFileSync(file, 'utf8')) as Answer);
  const said = readFileSync(join(folder, 'console'), 'utf8').trim().split('\n').slice(-20).join('\n');
  return problem(`it ended without an answer; the last that it said:\n${said}`);
}
