import { errnoName } from '../libc/errno.ts';
import { declareLazily, errno } from '../libc/library.ts';
import { LINUX_ONLY } from '../libc/linux.ts';
import { ok, problem, type Result } from '../model/result.ts';

const prctl = declareLazily<[number, number], number>('int prctl(int option, unsigned long argument)');
const mount = declareLazily<[string, string, string, number, null], number>(
  'int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data)',
);

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
