import { closeSync, openSync } from 'node:fs';
import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { setns, unshare } from '../libc/linux-calls.ts';
import { LINUX_ONLY } from '../libc/linux-only.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import { configureNamespace } from './configure.ts';

/**
 * Takes this thread into network namespaces that last only as long as what is done there. Node's other threads stay
 * outside: nothing asynchronous may be started inside.
 */
export class FreshNamespaces {
  readonly #home: number;

  private constructor(home: number) {
    this.#home = home;
  }

  /** Remembers the namespace to come back to. */
  static open(): Result<FreshNamespaces> {
    try {
      return ok(new FreshNamespaces(openSync('/proc/thread-self/ns/net', 'r')));
    } catch (error) {
      return problem(`open /proc/thread-self/ns/net: ${(error as NodeJS.ErrnoException).code}`, 'mount /proc');
    }
  }

  /** Calls `act`, which is synchronous, in a new namespace that has `layout`. The kernel drops it afterwards. */
  run<T>(layout: SandboxLayout, act: () => T): Result<T> {
    if (unshare(LINUX_ONLY.CLONE_NEWNET) !== 0) {
      return problem(`unshare(CLONE_NEWNET): ${errnoName(errno())}`, 'a network namespace needs CAP_SYS_ADMIN');
    }
    try {
      const configured = configureNamespace(layout);
      return configured.ok ? ok(act()) : configured;
    } finally {
      this.#leave();
    }
  }

  close(): void {
    closeSync(this.#home);
  }

  /** This cannot be refused to a thread that came from there; going on elsewhere would make every later result untrue. */
  #leave(): void {
    if (setns(this.#home, LINUX_ONLY.CLONE_NEWNET) !== 0) throw new Error(`setns: ${errnoName(errno())}`);
  }
}
