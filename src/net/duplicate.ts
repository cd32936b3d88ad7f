import { fstatSync } from 'node:fs';
import { errnoName } from '../libc/errno.ts';
import { declareLazily, errno } from '../libc/library.ts';
import { LINUX, LINUX_ONLY } from '../libc/linux.ts';
import { err, ok, type Result } from '../model/result.ts';
import { libcCalls } from './calls.ts';

const syscall = declareLazily<[number: number, first: number, second: number, third: number], number>(
  'intptr_t syscall(intptr_t number, intptr_t first, intptr_t second, intptr_t third)',
);

/** No descriptor: every call on it fails with EBADF. */
const NONE = -1;

/** SO_REUSEADDR and SO_REUSEPORT of a socket; no table of the kernel shows them. */
export interface ReuseFlags {
  readonly reuseaddr: boolean;
  readonly reuseport: boolean;
}

/**
 * Reads options of other processes' sockets from duplicates of their descriptors (pidfd_getfd(2), Linux 5.6), which
 * needs the permission to trace the process. While a duplicate lives its holder cannot free the port, so each one is
 * taken, read and closed in one synchronous stretch, a few microseconds.
 */
export class Duplicates {
  readonly #value = Buffer.alloc(4);
  readonly #length = Buffer.alloc(4);
  #pid = 0;
  #pidfd = NONE;

  constructor() {
    // libc's functions are looked up on their first call, which must not happen while a duplicate lives.
    this.#duplicate(0);
    this.#isSet(NONE, LINUX.SO_REUSEADDR);
    libcCalls().close(NONE);
  }

  /** Of descriptor `fd` of process `pid`, if it still is the socket with this inode. The error is an errno name. */
  read(pid: number, fd: number, inode: number): Result<ReuseFlags, string> {
    const opened = this.#open(pid);
    if (opened !== 'ok') return err(opened);
    const duplicate = this.#duplicate(fd);
    if (duplicate < 0) return err(errnoName(errno()));
    try {
      if (fstatSync(duplicate).ino !== inode) return err('ENOENT');
      const reuseaddr = this.#isSet(duplicate, LINUX.SO_REUSEADDR);
      return ok({ reuseaddr, reuseport: this.#isSet(duplicate, LINUX.SO_REUSEPORT) });
    } finally {
      libcCalls().close(duplicate);
    }
  }

  /** To be called when all is read. */
  close(): void {
    if (this.#pidfd >= 0) libcCalls().close(this.#pidfd);
    this.#pidfd = NONE;
  }

  /** pidfd_open(2): one process at a time, so that there is never more than one descriptor of this kind. */
  #open(pid: number): string {
    if (this.#pidfd >= 0 && this.#pid === pid) return 'ok';
    this.close();
    this.#pid = pid;
    this.#pidfd = syscall(LINUX_ONLY.SYS_pidfd_open, pid, 0, 0);
    return this.#pidfd < 0 ? errnoName(errno()) : 'ok';
  }

  /** The duplicate is close-on-exec. */
  #duplicate(fd: number): number {
    return syscall(LINUX_ONLY.SYS_pidfd_getfd, this.#pidfd, fd, 0);
  }

  #isSet(fd: number, option: number): boolean {
    this.#value.writeInt32LE(0);
    this.#length.writeInt32LE(4);
    libcCalls().getsockopt(fd, LINUX.SOL_SOCKET, option, this.#value, this.#length);
    return this.#value.readInt32LE() !== 0;
  }
}
