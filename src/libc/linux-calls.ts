import { errnoName } from './errno.ts';
import { declareLazily, errno, type Pointer } from './library.ts';
import { LINUX_ONLY } from './linux-only.ts';

/**
 * Calls that only Linux has, or that libc does differently from the kernel. Each is looked up when it is first called;
 * -1 is failure, and errno is read directly after.
 */

/** syscall(2). Arguments are plain numbers, pointers too: so fifty thousand sockets are read in half a second. */
const syscall = declareLazily<[number: number, ...args: [number, number, number, number, number]], number>(
  'intptr_t syscall(intptr_t number, intptr_t a, intptr_t b, intptr_t c, intptr_t d, intptr_t e)',
);

const isArm64 = process.arch === 'arm64';

/** asm/unistd_64.h and asm-generic/unistd.h; the last two are the same on every architecture since Linux 5.1. */
const SYS = {
  setresuid: isArm64 ? 147 : 117,
  fcntl: isArm64 ? 25 : 72,
  sched_setaffinity: isArm64 ? 122 : 203,
  sched_getaffinity: isArm64 ? 123 : 204,
  fstat: isArm64 ? 80 : 5,
  getsockopt: isArm64 ? 209 : 55,
  capget: isArm64 ? 90 : 125,
  pidfd_open: 434,
  pidfd_getfd: 438,
} as const;

/**
 * setresuid(2) of the calling thread alone: libc's own changes every thread of the process (nptl(7)). A uid of
 * 0xffffffff, (uid_t) -1, leaves that uid unchanged.
 */
export const setThreadUids = (real: number, effective: number, saved: number): number =>
  syscall(SYS.setresuid, real, effective, saved, 0, 0);

/** pidfd_open(2) */
export const pidfdOpen = (pid: number): number => syscall(SYS.pidfd_open, pid, 0, 0, 0, 0);

/** pidfd_getfd(2), Linux 5.6: a duplicate of descriptor `fd` of the process. */
export const pidfdGetfd = (pidfd: number, fd: number): number => syscall(SYS.pidfd_getfd, pidfd, fd, 0, 0, 0);

/** sched_setaffinity(2) of this thread: `mask` points to a cpu_set_t of `size` bytes. */
export const schedSetAffinity = (size: number, mask: Pointer): number =>
  syscall(SYS.sched_setaffinity, 0, size, mask, 0, 0);

/** sched_getaffinity(2) of this thread: how many bytes it has written. */
export const schedGetAffinity = (size: number, mask: Pointer): number =>
  syscall(SYS.sched_getaffinity, 0, size, mask, 0, 0);

/** fstat(2) into a struct stat of 64-bit Linux. */
export const fstat = (fd: number, stat: Pointer): number => syscall(SYS.fstat, fd, stat, 0, 0, 0);

/** getsockopt(2), with the value and its length by address. */
export const getsockopt = (fd: number, level: number, name: number, value: Pointer, length: Pointer): number =>
  syscall(SYS.getsockopt, fd, level, name, value, length);

/** capget(2): `header` and `data` point to the structs of linux/capability.h. */
export const capget = (header: Pointer, data: Pointer): number => syscall(SYS.capget, header, data, 0, 0, 0);

/** fcntl(2) with F_DUPFD_CLOEXEC: a duplicate of `fd`, close-on-exec. */
export const duplicate = (fd: number): number => syscall(SYS.fcntl, fd, LINUX_ONLY.F_DUPFD_CLOEXEC, 0, 0, 0);

/** fcntl(2) with F_SETFD: the descriptor stays open over execve(2). */
export const keepOverExec = (fd: number): number => syscall(SYS.fcntl, fd, LINUX_ONLY.F_SETFD, 0, 0, 0);

/** dup2(2) */
export const dup2 = declareLazily<[from: number, to: number], number>('int dup2(int from, int to)');

/** signal(2), of a disposition that is a number: SIG_DFL. */
export const signal = declareLazily<[number: number, disposition: number], number>(
  'intptr_t signal(int number, intptr_t disposition)',
);

/** execvp(3): returns only where it fails. `argv` ends with null. */
export const execvp = declareLazily<[file: string, argv: readonly (string | null)[]], number>(
  'int execvp(const char *file, const char **argv)',
);

/** readlinkat(2), with the path and the buffer by address: the length of the link, which is not ended by a NUL. */
export const readlinkat = declareLazily<[folder: number, path: Pointer, buffer: Pointer, size: number], number>(
  'intptr_t readlinkat(int folder, uintptr_t path, uintptr_t buffer, size_t size)',
);

const pipe2 = declareLazily<[ends: Buffer, flags: number], number>('int pipe2(void *ends, int flags)');

/** pipe2(2), close-on-exec: the reading and the writing end; undefined on failure. */
export function pipe(): [reading: number, writing: number] | undefined {
  const ends = Buffer.alloc(8);
  return pipe2(ends, LINUX_ONLY.O_CLOEXEC) === 0 ? [ends.readInt32LE(0), ends.readInt32LE(4)] : undefined;
}

const waitid = declareLazily<[kind: number, id: number, info: Buffer, options: number], number>(
  'int waitid(int kind, unsigned int id, void *info, int options)',
);

/** waitid(2) until the child has ended. It stays a zombie for whoever started it. */
export function waitForExit(pid: number): void {
  const { P_PID, WEXITED, WNOWAIT } = LINUX_ONLY;
  const info = Buffer.alloc(128);
  while (waitid(P_PID, pid, info, WEXITED | WNOWAIT) !== 0 && errnoName(errno()) === 'EINTR');
}

/** unshare(2) */
export const unshare = declareLazily<[flags: number], number>('int unshare(int flags)');

/** setns(2) */
export const setns = declareLazily<[fd: number, type: number], number>('int setns(int fd, int type)');

/** prctl(2), of the options that take one number. */
export const prctl = declareLazily<[option: number, argument: number], number>(
  'int prctl(int option, unsigned long argument)',
);

/** mount(2) */
export const mount = declareLazily<[source: string, target: string, type: string, flags: number, data: null], number>(
  'int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data)',
);

/** ioctl(2) with a pointer to its argument. */
export const ioctl = declareLazily<[fd: number, request: number, kind: 'void *', argument: Buffer], number>(
  'int ioctl(int fd, unsigned long request, ...)',
);
