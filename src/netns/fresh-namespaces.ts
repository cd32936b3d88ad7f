import { closeSync, openSync } from 'node:fs';
import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { setns, unshare } from '../libc/linux-calls.ts';
import { LINUX_ONLY } from '../libc/linux-only.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import { configureNamespace } from './configure.ts';

/**
 * Moves this thread into new network namespaces, one at a time, and back. Node's other threads stay outside: start nothing
 * asynchronous inside.
 */
export class FreshNamespaces {
  readonly #home: number;

  private constructor(home: number) {
    this.#home = home;
  }

  /** Opens the current namespace, to return to it, and makes sure that one can. */
  static open(): Result<FreshNamespaces> {
    let home: number;
    try {
      home = openSync('/proc/thread-self/ns/net', 'r');
    } catch (error) {
      return problem(`open /proc/thread-self/ns/net: ${(error as NodeJS.ErrnoException).code}`, 'mount /proc');
    }
    // What cannot be left must not be entered.
    if (setns(home, LINUX_ONLY.CLONE_NEWNET) === 0) return ok(new FreshNamespaces(home));
    const refused = errnoName(errno());
    closeSync(home);
    return problem(
      `setns(CLONE_NEWNET): ${refused}`,
      'allow setns(2): a seccomp filter may forbid it (SystemCallFilter=)',
    );
  }

  /** Calls `act`, which must be synchronous, in a new namespace with this layout. The kernel removes the namespace afterwards. */
  run<T>(layout: SandboxLayout, act: () => T): Result<T> {
    if (unshare(LINUX_ONLY.CLONE_NEWNET) !== 0) {
      return problem(`unshare(CLONE_NEWNET): ${errnoName(errno())}`, 'a network namespace needs CAP_SYS_ADMIN');
    }
    try {
      const configured = configureNamespace(layout);
      return configured.ok ? ok(act()) : configured;
    } finally {
      move(this.#home);
    }
  }

  /** Makes a new namespace with this layout, in which this thread can be several times. */
  keep(layout: SandboxLayout): Result<KeptNamespace> {
    const kept = this.run(layout, () => openSync('/proc/thread-self/ns/net', 'r'));
    return kept.ok ? ok(new KeptNamespace(kept.value, this.#home)) : kept;
  }

  close(): void {
    closeSync(this.#home);
  }
}

/** A namespace that stays until it is closed. */
export class KeptNamespace {
  readonly #own: number;
  readonly #home: number;

  constructor(own: number, home: number) {
    this.#own = own;
    this.#home = home;
  }

  /** Calls `act`, which must be synchronous, inside. */
  run<T>(act: () => T): T {
    move(this.#own);
    try {
      return act();
    } finally {
      move(this.#home);
    }
  }

  close(): void {
    closeSync(this.#own);
  }
}

/** The kernel cannot refuse this to a thread that came from there; in another namespace every later result would be wrong. */
function move(namespace: number): void {
  if (setns(namespace, LINUX_ONLY.CLONE_NEWNET) !== 0) throw new Error(`setns: ${errnoName(errno())}`);
}
