import { err, ok, type Result } from '../model/result.ts';
import { CALLS } from './calls.ts';
import { errnoName } from './errno.ts';
import { errno, NativeBytes } from './library.ts';
import { LINUX } from './linux.ts';
import { LINUX_ONLY } from './linux-only.ts';
import { message, walkMessages } from './netlink-message.ts';

/** linux/netlink.h */
const SOL_NETLINK = 270;
const NETLINK_GET_STRICT_CHK = 12;
const NLMSG = { ERROR: 2, DONE: 3 } as const;
const NLM_F = { REQUEST: 0x1, ACK: 0x4, DUMP: 0x300 } as const;

/** The kernel fills at most 32 KiB at once (netlink_dump()), and only for a reader that offers as much. */
const BUFFER_SIZE = 64 * 1024;

/** Those of sockets that were closed: a run asks one question for each of thousands of listeners. */
const spare: Buffer[] = [];

/** Called with the place of each message's payload. The buffer is used again for the next messages: keep no slice of it. */
export type Visit = (buffer: Buffer, start: number, end: number) => void;

/** A netlink socket (netlink(7)) that makes one exchange at a time. Every error is an errno name. */
export class Netlink {
  readonly #fd: number;
  readonly #buffer = spare.pop() ?? Buffer.allocUnsafe(BUFFER_SIZE);
  #sequence = 0;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** `protocol`: NETLINK_ROUTE, NETLINK_SOCK_DIAG. */
  static open(protocol: number): Result<Netlink, string> {
    const fd = CALLS.socket(LINUX_ONLY.AF_NETLINK, LINUX_ONLY.SOCK_RAW | LINUX.SOCK_CLOEXEC, protocol);
    return fd < 0 ? err(errnoName(errno())) : ok(new Netlink(fd));
  }

  close(): void {
    CALLS.close(this.#fd);
    spare.push(this.#buffer);
  }

  /** NETLINK_GET_STRICT_CHK: a dump heeds what its request asks for. False before Linux 4.20. */
  checkStrictly(): boolean {
    const on = new NativeBytes(Buffer.from(Int32Array.of(1).buffer));
    return CALLS.setsockopt(this.#fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, on.pointer, on.length) === 0;
  }

  /** Sends one NLM_F_DUMP request and visits every message of the answer. */
  dump(type: number, payload: Buffer, visit: Visit): Result<undefined, string> {
    const sent = this.#send(type, NLM_F.DUMP, [payload]);
    if (!sent.ok) return sent;
    for (;;) {
      const received = this.#receive();
      if (!received.ok) return received;
      const end = visitAll(this.#buffer, received.value, visit);
      if (end !== undefined) return end;
    }
  }

  /** Sends one request that changes something, and waits for its acknowledgement. `flags`: NLM_F_CREATE and the like. */
  change(type: number, flags: number, ...payload: readonly Buffer[]): Result<undefined, string> {
    const sent = this.#send(type, NLM_F.ACK | flags, payload);
    if (!sent.ok) return sent;
    const received = this.#receive();
    return received.ok ? (visitAll(this.#buffer, received.value, () => {}) ?? ok(undefined)) : received;
  }

  /** Sends one query and visits the message that answers it. */
  get(type: number, payload: readonly Buffer[], visit: Visit): Result<undefined, string> {
    const sent = this.#send(type, 0, payload);
    if (!sent.ok) return sent;
    const received = this.#receive();
    return received.ok ? (visitAll(this.#buffer, received.value, visit) ?? ok(undefined)) : received;
  }

  #send(type: number, flags: number, payload: readonly Buffer[]): Result<undefined, string> {
    const request = message(type, NLM_F.REQUEST | flags, ++this.#sequence, ...payload);
    return CALLS.send(this.#fd, request, request.length, 0) < 0 ? err(errnoName(errno())) : ok(undefined);
  }

  /** Receives one datagram; gives its length in bytes. */
  #receive(): Result<number, string> {
    for (;;) {
      const length = CALLS.recvfrom(this.#fd, this.#buffer, this.#buffer.length, 0, null, null);
      if (length >= 0) return ok(length);
      const name = errnoName(errno());
      if (name !== 'EINTR') return err(name);
    }
  }
}

/** Opens a netlink socket, calls `use` and closes the socket however `use` ends. The error is an errno name. */
export function withNetlink<T>(protocol: number, use: (netlink: Netlink) => T): Result<T, string> {
  const opened = Netlink.open(protocol);
  if (!opened.ok) return opened;
  try {
    return ok(use(opened.value));
  } finally {
    opened.value.close();
  }
}

/** Visits the received messages; undefined while the dump goes on. */
function visitAll(buffer: Buffer, length: number, visit: Visit): Result<undefined, string> | undefined {
  let end: Result<undefined, string> | undefined;
  walkMessages(buffer, length, (type, start, stop) => {
    if (type === NLMSG.ERROR || type === NLMSG.DONE) end = errorOf(buffer, start, stop);
    else visit(buffer, start, stop);
    return end === undefined;
  });
  return end;
}

/** Both carry a negative errno, 0 for success; NLMSG_DONE does since Linux 4.15, when a dump fails half way. */
function errorOf(buffer: Buffer, start: number, end: number): Result<undefined, string> {
  const error = end >= start + 4 ? -buffer.readInt32LE(start) : 0;
  return error > 0 ? err(errnoName(error)) : ok(undefined);
}
