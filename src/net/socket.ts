import { CALLS, type Calls } from '../libc/calls.ts';
import type { Platform } from '../libc/constants.ts';
import { NativeBytes } from '../libc/library.ts';
import { duplicate } from '../libc/linux-calls.ts';
import { decodeSockaddr, encodeSockaddr, SOCKADDR_MAX } from '../libc/sockaddr.ts';
import type { Address, Family, Protocol, SocketAddress } from '../model/address.ts';
import type { SocketOptions } from '../model/options.ts';
import { type Call, type CallOutcome, OK, type Refused } from '../model/outcome.ts';
import { err, ok, type Result } from '../model/result.ts';
import { Descriptors } from './descriptors.ts';
import { lastRefusal } from './last-refusal.ts';
import { lingerReset, membership, type Setting, settingsOf } from './option-settings.ts';
import { type Probed, Prober } from './prober.ts';

/** An address and port as a struct sockaddr, encoded once and used for many calls. */
export type Sockaddr = NativeBytes;

/**
 * Sockets through libc, one method per system call. A refused call does not throw: each method gives its outcome. All
 * descriptors are non-blocking, and `closeAll` closes every one that is open.
 */
export class Sockets {
  readonly platform: Platform;
  readonly #calls: Calls;
  readonly #lingerReset: Setting;
  readonly #open = new Descriptors();
  readonly #name = new NameBuffers();
  readonly #sockaddrs = new WeakMap<Address, Map<number, Sockaddr>>();

  constructor(platform: Platform, calls: Calls = CALLS) {
    this.platform = platform;
    this.#calls = calls;
    this.#lingerReset = lingerReset(platform);
  }

  /** socket(2), close-on-exec and non-blocking. `multipath`: IPPROTO_MPTCP, mptcp(7). */
  open(protocol: Protocol, family: Family, multipath = false): Result<number, Refused> {
    const p = this.platform;
    const type = (protocol === 'tcp' ? p.SOCK_STREAM : p.SOCK_DGRAM) | p.SOCK_CLOEXEC | p.SOCK_NONBLOCK;
    const domain = family === 'inet' ? p.AF_INET : p.AF_INET6;
    return this.#opened(this.#calls.socket(domain, type, multipath ? p.IPPROTO_MPTCP : 0), 'socket');
  }

  /** setsockopt(2) for each given option, in a fixed order; stops at the first refusal. */
  setOptions(fd: number, options: SocketOptions): CallOutcome {
    return this.setAll(fd, settingsOf(this.platform, options));
  }

  /** The same for settings that were prepared by `settingsOf`. */
  setAll(fd: number, settings: readonly Setting[]): CallOutcome {
    for (const setting of settings) {
      const outcome = this.#set(fd, setting);
      if (outcome !== OK) return outcome;
    }
    return OK;
  }

  /** Joins a multicast group on an interface, or leaves it. */
  membership(fd: number, op: 'join' | 'leave', group: Address, device: string): CallOutcome {
    const { level, name, value } = membership(this.platform, op, group, device);
    return this.#calls.setsockopt(fd, level, name, value.pointer, value.length) === 0 ? OK : lastRefusal(op);
  }

  /** Opens many sockets of one kind, one after the other. */
  prober(probed: Probed): Prober {
    return new Prober(this.platform, this.#calls, probed);
  }

  sockaddr(address: Address, port: number): Sockaddr {
    return new NativeBytes(encodeSockaddr(this.platform, address, port));
  }

  /**
   * The same, encoded once for each object of an address and each port, and so not to be written. The index of an interface
   * may change, so what has a zone is encoded anew.
   */
  sharedSockaddr(address: Address, port: number): Sockaddr {
    if (address.zone !== undefined) return this.sockaddr(address, port);
    const known = this.#sockaddrs.get(address) ?? new Map<number, Sockaddr>();
    const encoded = known.get(port) ?? this.sockaddr(address, port);
    this.#sockaddrs.set(address, known.set(port, encoded));
    return encoded;
  }

  /** bind(2) */
  bind(fd: number, to: Sockaddr): CallOutcome {
    return this.#calls.bind(fd, to.pointer, to.length) === 0 ? OK : lastRefusal('bind');
  }

  /** listen(2) */
  listen(fd: number, backlog: number): CallOutcome {
    return this.#calls.listen(fd, backlog) === 0 ? OK : lastRefusal('listen');
  }

  /** accept4(2) without waiting: the connection and its peer; EAGAIN if none waits. */
  accept(fd: number): Result<{ readonly fd: number; readonly peer: SocketAddress | undefined }, Refused> {
    const p = this.platform;
    const { address, length } = this.#name.empty();
    const flags = p.SOCK_CLOEXEC | p.SOCK_NONBLOCK;
    const accepted = this.#opened(this.#calls.accept4(fd, address.pointer, length.pointer, flags), 'accept');
    return accepted.ok ? ok({ fd: accepted.value, peer: this.#name.decoded(p) }) : accepted;
  }

  /** dup(2), close-on-exec: another descriptor of the same socket. */
  duplicate(fd: number): Result<number, Refused> {
    return this.#opened(duplicate(fd), 'dup');
  }

  /** getsockname(2): the local address and port; undefined if the socket is of another family. */
  name(fd: number): Result<SocketAddress | undefined, Refused> {
    const { address, length } = this.#name.empty();
    if (this.#calls.getsockname(fd, address.pointer, length.pointer) !== 0) return err(lastRefusal('getsockname'));
    return ok(this.#name.decoded(this.platform));
  }

  /** The same, with undefined for a refusal too. */
  localName(fd: number): SocketAddress | undefined {
    const name = this.name(fd);
    return name.ok ? name.value : undefined;
  }

  /** close(2). A TCP connection ends with FIN. */
  close(fd: number): void {
    this.#open.remove(fd);
    this.#calls.close(fd);
  }

  /** close(2) with SO_LINGER 0: a TCP connection ends with RST, and no TIME_WAIT is left on either side. */
  reset(fd: number): void {
    this.#set(fd, this.#lingerReset);
    this.close(fd);
  }

  /** Gives up a descriptor that another part of the program will close. */
  release(fd: number): void {
    this.#open.remove(fd);
  }

  /** Resets and closes every open descriptor: the last step of every run, including one that failed. */
  closeAll(): void {
    for (const fd of this.#open.list()) this.reset(fd);
  }

  #set(fd: number, { level, name, value }: Setting): CallOutcome {
    return this.#calls.setsockopt(fd, level, name, value.pointer, value.length) === 0 ? OK : lastRefusal('setsockopt');
  }

  #opened(fd: number, call: Call): Result<number, Refused> {
    if (fd < 0) return err(lastRefusal(call));
    this.#open.add(fd);
    return ok(fd);
  }
}

/** Where accept4(2) and getsockname(2) write a sockaddr and its length: the same place at each call. */
class NameBuffers {
  readonly address = new NativeBytes(new Uint8Array(SOCKADDR_MAX));
  readonly length = new NativeBytes(new Uint8Array(4));
  readonly #latestBytes = Buffer.alloc(SOCKADDR_MAX);
  #latest: SocketAddress | undefined;

  /** With no name in it, which the kernel may leave out (an unconnected peer of another family). */
  empty(): this {
    this.address.bytes.fill(0);
    this.length.bytes.writeInt32LE(SOCKADDR_MAX);
    return this;
  }

  /**
   * The name that the kernel has written; undefined if it is of another family. A client's and its connection's at a listener
   * are mostly one and the same, which is decoded once.
   */
  decoded(platform: Platform): SocketAddress | undefined {
    const { bytes } = this.address;
    if (this.#latest !== undefined && this.#latestBytes.equals(bytes)) return this.#latest;
    this.#latest = decodeSockaddr(platform, bytes);
    bytes.copy(this.#latestBytes);
    return this.#latest;
  }
}

/** Buffers for the sockaddr, and its length, that recvfrom(2) fills in. */
export function nameBuffers(): { address: Buffer; length: Buffer } {
  const length = Buffer.alloc(4);
  length.writeInt32LE(SOCKADDR_MAX);
  return { address: Buffer.alloc(SOCKADDR_MAX), length };
}
