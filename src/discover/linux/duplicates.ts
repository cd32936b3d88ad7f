import { CALLS } from '../../libc/calls.ts';
import { errnoName } from '../../libc/errno.ts';
import { errno, NativeBytes } from '../../libc/library.ts';
import { LINUX } from '../../libc/linux.ts';
import { fstat, getsockopt, pidfdGetfd, pidfdOpen } from '../../libc/linux-calls.ts';
import { err, ok, type Result } from '../../model/result.ts';
import type { ReuseFlags, ReuseFlagsReader } from '../platform-view.ts';

/** struct stat of 64-bit Linux: st_ino follows st_dev. */
const STAT = { inode: 8, size: 256 } as const;

/** Not a descriptor: every call on it fails with EBADF. */
const NONE = -1;

/**
 * Reads options of other processes' sockets from duplicates of their descriptors (pidfd_getfd(2), Linux 5.6), which
 * needs the permission to trace the process. While a duplicate exists its holder cannot free the port, so each one is
 * taken, read and closed synchronously, within a few microseconds.
 */
export class Duplicates implements ReuseFlagsReader {
  readonly #stat = new NativeBytes(Buffer.alloc(STAT.size));
  readonly #value = new NativeBytes(Buffer.alloc(4));
  readonly #length = new NativeBytes(Buffer.alloc(4));
  #pid = 0;
  #pidfd = NONE;

  constructor() {
    // Code is slow when it runs for the first time: run it now, while no duplicate exists.
    this.#inode(NONE);
    this.#flags(NONE);
    CALLS.close(NONE);
  }

  read(pid: number, fd: number, inode: number): Result<ReuseFlags, string> {
    const opened = this.#open(pid);
    if (opened !== 'ok') return err(opened);
    const duplicate = pidfdGetfd(this.#pidfd, fd);
    if (duplicate < 0) return err(errnoName(errno()));
    try {
      return this.#inode(duplicate) === inode ? ok(this.#flags(duplicate)) : err('ENOENT');
    } finally {
      CALLS.close(duplicate);
    }
  }

  close(): void {
    if (this.#pidfd >= 0) CALLS.close(this.#pidfd);
    this.#pidfd = NONE;
  }

  /** pidfd_open(2) of one process at a time, so that at most one such descriptor is open. */
  #open(pid: number): string {
    if (this.#pidfd >= 0 && this.#pid === pid) return 'ok';
    this.close();
    this.#pid = pid;
    this.#pidfd = pidfdOpen(pid);
    return this.#pidfd < 0 ? errnoName(errno()) : 'ok';
  }

  /** sockfs numbers its inodes with 32 bits. */
  #inode(fd: number): number {
    return fstat(fd, this.#stat.pointer) === 0 ? this.#stat.bytes.readUInt32LE(STAT.inode) : 0;
  }

  #flags(fd: number): ReuseFlags {
    return { reuseaddr: this.#isSet(fd, LINUX.SO_REUSEADDR), reuseport: this.#isSet(fd, LINUX.SO_REUSEPORT) };
  }

  #isSet(fd: number, option: number): boolean {
    this.#value.bytes.writeInt32LE(0);
    this.#length.bytes.writeInt32LE(4);
    getsockopt(fd, LINUX.SOL_SOCKET, option, this.#value.pointer, this.#length.pointer);
    return this.#value.bytes.readInt32LE() !== 0;
  }
}
