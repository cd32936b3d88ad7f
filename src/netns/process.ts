import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { dup2, execvp, keepOverExec, mount, prctl, signal, unshare } from '../libc/linux-calls.ts';
import { LINUX_ONLY } from '../libc/linux-only.ts';
import { ok, type Problem, problem, type Result } from '../model/result.ts';

/** Lets the kernel end this process when its parent ends, however that happens (prctl(2), PR_SET_PDEATHSIG). */
export function dieWithParent(): void {
  prctl(LINUX_ONLY.PR_SET_PDEATHSIG, LINUX_ONLY.SIGKILL);
}

/** Shows the links of this network namespace under /sys/class/net instead of those of the one that mounted it (sysfs(5)). */
export function mountSysfs(): Result<void> {
  return mount('sysfs', '/sys', 'sysfs', 0, null) === 0
    ? ok(undefined)
    : problem(`mount(sysfs): ${errnoName(errno())}`);
}

/** The next child of this process is the first of a PID namespace; when that ends, so does everything in it (pid_namespaces(7)). */
export const newPidNamespace = (): Result<void> =>
  unshare(LINUX_ONLY.CLONE_NEWPID) === 0
    ? ok(undefined)
    : problem(`unshare(CLONE_NEWPID): ${errnoName(errno())}`, 'raise user.max_pid_namespaces (sysctl)');

/**
 * Puts a program in the place of this process, with stdin and stdout as they are, and `stderr` as its stderr. Node has
 * marked all three to be closed, and ignores two signals, which a program would go on to ignore. Returns where that fails.
 */
export function becomeProgram(argv: readonly [string, ...string[]], stderr: number): Problem {
  dup2(stderr, 2);
  for (const fd of [0, 1, 2]) keepOverExec(fd);
  for (const number of [LINUX_ONLY.SIGPIPE, LINUX_ONLY.SIGXFSZ]) signal(number, LINUX_ONLY.SIG_DFL);
  execvp(argv[0], [...argv, null]);
  return { message: `execve ${argv[0]}: ${errnoName(errno())}` };
}
