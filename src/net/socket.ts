import type { Platform } from '../libc/constants.ts';
import { errnoName } from '../libc/errno.ts';
import { errno, NativeBytes } from '../libc/library.ts';
import { decodeSockaddr, encodeSockaddr, SOCKADDR_MAX } from '../libc/sockaddr.ts';
import type { Address, Family, Protocol } from '../model/address.ts';
import type { SocketOptions } from '../model/options.ts';
import type { Call, Outcome } from '../model/outcome.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type Calls, libcCalls } from './calls.ts';
import { Descriptors } from './descriptors.ts';

/** An address and port in the kernel's own form, made once and used for many calls. */
export type Sockaddr = NativeBytes;

export interface Name {
  readonly address: Address;
  readonly port: number;
}

const ZERO = new NativeBytes(int32(0));
const ONE = new NativeBytes(int32(1));
/** struct linger { l_onoff = 1, l_linger = 0 }: close(2) sends RST and leaves no TIME_WAIT (socket(7)). */
const LINGER_RESET = new NativeBytes(Buffer.concat([int32(1), int32(0)]));
const NOTHING = Buffer.alloc(1);

/**
 * Sockets through libc, a verb per system call. Nothing here throws on a refusal: each verb gives `ok` or
 * `CALL:ERRNO`. All descriptors are non-blocking where a verb could wait, and `closeAll` leaves none behind.
 */
export class Sockets {
  readonly platform: Platform;
  readonly #calls: Calls;
  readonly #open = new Descriptors();

  constructor(platform: Platform, calls: Calls = libcCalls()) {
    this.platform = platform;
    this.#calls = calls;
  }

  /** socket(2), close-on-exec and non-blocking. */
  open(protocol: Protocol, family: Family): Result<number, Outcome> {
    const p = this.platform;
    const type = (protocol === 'tcp' ? p.SOCK_STREAM : p.SOCK_DGRAM) | p.SOCK_CLOEXEC | p.SOCK_NONBLOCK;
    return this.#opened(this.#calls.socket(family === 'inet' ? p.AF_INET : p.AF_INET6, type, 0), 'socket');
  }

  /** setsockopt(2) for each option that is given, in a fixed order; stops at the first refusal. */
  setOptions(fd: number, options: SocketOptions): Outcome {
    const p = this.platform;
    if (options.reuseaddr !== undefined) {
      const done = this.#set(fd, p.SOL_SOCKET, p.SO_REUSEADDR, options.reuseaddr ? ONE : ZERO);
      if (done !== 'ok') return done;
    }
    if (options.reuseport !== undefined) {
      const done = this.#set(fd, p.SOL_SOCKET, p.SO_REUSEPORT, options.reuseport ? ONE : ZERO);
      if (done !== 'ok') return done;
    }
    if (options.v6only !== undefined) {
      const done = this.#set(fd, p.IPPROTO_IPV6, p.IPV6_V6ONLY, options.v6only ? ONE : ZERO);
      if (done !== 'ok') return done;
    }
    return this.#setRareOptions(fd, options);
  }

  sockaddr(address: Address, port: number): Sockaddr {
    return new NativeBytes(encodeSockaddr(this.platform, address, port));
  }

  /** bind(2) */
  bind(fd: number, to: Sockaddr): Outcome {
    return this.#calls.bind(fd, to.pointer, to.length) === 0 ? 'ok' : this.#failed('bind');
  }

  /** listen(2) */
  listen(fd: number, backlog: number): Outcome {
    return this.#calls.listen(fd, backlog) === 0 ? 'ok' : this.#failed('listen');
  }

  /** connect(2), waiting at most `milliseconds`; then `connect:EINPROGRESS`. */
  connect(fd: number, to: Sockaddr, milliseconds: number): Outcome {
    if (this.#calls.connect(fd, to.pointer, to.length) === 0) return 'ok';
    const failure = this.#failed('connect');
    if (failure !== 'connect:EINPROGRESS') return failure;
    if (!this.waitFor(fd, this.platform.POLLOUT, milliseconds)) return failure;
    const pending = this.#pendingError(fd);
    return pending === 0 ? 'ok' : this.#failure('connect', pending);
  }

  /** accept4(2) without waiting: the connection and its peer, or `accept:EAGAIN`. */
  accept(fd: number): Result<{ readonly fd: number; readonly peer: Name | undefined }, Outcome> {
    const p = this.platform;
    const { address, length } = nameBuffers();
    const accepted = this.#opened(this.#calls.accept4(fd, address, length, p.SOCK_CLOEXEC | p.SOCK_NONBLOCK), 'accept');
    return accepted.ok ? ok({ fd: accepted.value, peer: decodeSockaddr(p, address) }) : accepted;
  }

  /** getsockname(2); undefined where the socket has no IP address. */
  localName(fd: number): Name | undefined {
    const { address, length } = nameBuffers();
    return this.#calls.getsockname(fd, address, length) === 0 ? decodeSockaddr(this.platform, address) : undefined;
  }

  /** sendto(2) of `data`; the number of bytes sent. */
  sendTo(fd: number, data: Buffer, to: Sockaddr): Result<number, Outcome> {
    const sent = this.#calls.sendto(fd, data, data.length, this.platform.MSG_NOSIGNAL, to.pointer, to.length);
    return sent < 0 ? err(this.#failed('sendto')) : ok(sent);
  }

  /** The sender of the first waiting datagram, of which not a byte is read (MSG_PEEK with length 0); undefined where none waits. */
  peekSender(fd: number): Name | undefined {
    const { address, length } = nameBuffers();
    const peeked = this.#calls.recvfrom(
      fd,
      NOTHING,
      0,
      this.platform.MSG_PEEK | this.platform.MSG_DONTWAIT,
      address,
      length,
    );
    return peeked < 0 ? undefined : decodeSockaddr(this.platform, address);
  }

  /** Drops the first waiting datagram unread. */
  dropDatagram(fd: number): void {
    this.#calls.recvfrom(fd, NOTHING, 0, this.platform.MSG_DONTWAIT, null, null);
  }

  /** poll(2) on one descriptor: whether one of `events` came within `milliseconds`. A signal does not shorten the wait. */
  waitFor(fd: number, events: number, milliseconds: number): boolean {
    const entry = Buffer.alloc(8);
    entry.writeInt32LE(fd, 0);
    entry.writeInt16LE(events, 4);
    const end = performance.now() + milliseconds;
    for (;;) {
      const ready = this.#calls.poll(entry, 1, Math.max(0, Math.ceil(end - performance.now())));
      if (ready > 0) return true;
      if (ready === 0 || errnoName(errno()) !== 'EINTR') return false;
    }
  }

  /** close(2). A TCP connection ends with FIN. */
  close(fd: number): void {
    this.#open.remove(fd);
    this.#calls.close(fd);
  }

  /** close(2) with SO_LINGER 0: a TCP connection ends with RST, and no TIME_WAIT is left on either side. */
  reset(fd: number): void {
    this.#set(fd, this.platform.SOL_SOCKET, this.platform.SO_LINGER, LINGER_RESET);
    this.close(fd);
  }

  /** Forgets a descriptor that somebody else closes from now on. */
  release(fd: number): void {
    this.#open.remove(fd);
  }

  /** Resets and closes whatever is open: the last act of every run, also of one that failed. */
  closeAll(): void {
    for (const fd of this.#open.list()) this.reset(fd);
  }

  #setRareOptions(fd: number, options: SocketOptions): Outcome {
    const p = this.platform;
    if (options.device !== undefined) {
      const done = this.#set(fd, p.SOL_SOCKET, p.SO_BINDTODEVICE, new NativeBytes(Buffer.from(`${options.device}\0`)));
      if (done !== 'ok') return done;
    }
    if (options.freebind !== undefined) {
      const done = this.#set(fd, p.IPPROTO_IP, p.IP_FREEBIND, options.freebind ? ONE : ZERO);
      if (done !== 'ok') return done;
    }
    if (options.portRange === undefined) return 'ok';
    const [low, high] = options.portRange;
    return this.#set(fd, p.IPPROTO_IP, p.IP_LOCAL_PORT_RANGE, new NativeBytes(int32((high << 16) | low)));
  }

  #set(fd: number, level: number, name: number, value: NativeBytes): Outcome {
    return this.#calls.setsockopt(fd, level, name, value.pointer, value.length) === 0
      ? 'ok'
      : this.#failed('setsockopt');
  }

  #pendingError(fd: number): number {
    const value = int32(0);
    this.#calls.getsockopt(fd, this.platform.SOL_SOCKET, this.platform.SO_ERROR, value, int32(4));
    return value.readInt32LE(0);
  }

  #opened(fd: number, call: Call): Result<number, Outcome> {
    if (fd < 0) return err(this.#failed(call));
    this.#open.add(fd);
    return ok(fd);
  }

  #failed(call: Call): Outcome {
    return this.#failure(call, errno());
  }

  #failure(call: Call, number: number): Outcome {
    return `${call}:${errnoName(number)}`;
  }
}

const nameBuffers = (): { address: Buffer; length: Buffer } => ({
  address: Buffer.alloc(SOCKADDR_MAX),
  length: int32(SOCKADDR_MAX),
});

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value, 0);
  return bytes;
}
