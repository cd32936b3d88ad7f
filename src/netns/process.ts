import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { mount, prctl } from '../libc/linux-calls.ts';
import { LINUX_ONLY } from '../libc/linux-only.ts';
import { ok, problem, type Result } from '../model/result.ts';

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
