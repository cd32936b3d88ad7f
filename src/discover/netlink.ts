import { errnoName } from '../libc/errno.ts';
import { declareLazily, errno } from '../libc/library.ts';
import { LINUX, LINUX_ONLY } from '../libc/linux.ts';
import { err, ok, type Result } from '../model/result.ts';
import { close, socket } from './descriptor.ts';

/** linux/netlink.h */
const NLMSG_HEADER = 16;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const NLM_F_REQUEST_DUMP = 0x1 | 0x300;

/** The kernel fills at most 32 KiB at once (netlink_dump), and only for a reader that offers as much. */
const BUFFER_SIZE = 64 * 1024;

const send = declareLazily<[fd: number, data: Buffer, length: number, flags: number], number>(
  'intptr_t send(int fd, const void *data, size_t length, int flags)',
);
const recv = declareLazily<[fd: number, data: Buffer, length: number, flags: number], number>(
  'intptr_t recv(int fd, void *data, size_t length, int flags)',
);

/** Called with the place of each message's payload. The buffer is used again for the next messages: keep no slice of it. */
export type Visit = (buffer: Buffer, start: number, end: number) => void;

/** A netlink socket that asks for dumps, one after the other; netlink(7). */
export interface Netlink {
  /** Sends one NLM_F_DUMP request and visits every message of the answer. The error is an errno name. */
  dump(type: number, payload: Buffer, visit: Visit): Result<undefined, string>;
}

/** Opens a netlink socket for the time of `use` and closes it on every way out. The error is an errno name. */
export function withNetlink<T>(protocol: number, use: (netlink: Netlink) => T): Result<T, string> {
  const fd = socket(LINUX_ONLY.AF_NETLINK, LINUX_ONLY.SOCK_RAW | LINUX.SOCK_CLOEXEC, protocol);
  if (fd < 0) return err(errnoName(errno()));
  const buffer = Buffer.allocUnsafe(BUFFER_SIZE);
  try {
    return ok(use({ dump: (type, payload, visit) => dump(fd, buffer, request(type, payload), visit) }));
  } finally {
    close(fd);
  }
}

/** struct nlmsghdr and its payload. */
function request(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(NLMSG_HEADER);
  header.writeUInt32LE(NLMSG_HEADER + payload.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt16LE(NLM_F_REQUEST_DUMP, 6);
  return Buffer.concat([header, payload]);
}

function dump(fd: number, buffer: Buffer, message: Buffer, visit: Visit): Result<undefined, string> {
  if (send(fd, message, message.length, 0) < 0) return err(errnoName(errno()));
  for (;;) {
    const length = recv(fd, buffer, buffer.length, 0);
    if (length < 0) {
      const number = errno();
      if (errnoName(number) === 'EINTR') continue;
      return err(errnoName(number));
    }
    const end = visitAll(buffer, length, visit);
    if (end !== undefined) return end;
  }
}

/** Undefined while more is to come. */
function visitAll(buffer: Buffer, length: number, visit: Visit): Result<undefined, string> | undefined {
  for (let at = 0; at + NLMSG_HEADER <= length; ) {
    const size = buffer.readUInt32LE(at);
    const type = buffer.readUInt16LE(at + 4);
    // Both carry a negative errno; NLMSG_DONE does since Linux 4.15, when a dump fails half way.
    if (type === NLMSG_ERROR || type === NLMSG_DONE) {
      const error = size >= NLMSG_HEADER + 4 ? -buffer.readInt32LE(at + NLMSG_HEADER) : 0;
      return error > 0 ? err(errnoName(error)) : ok(undefined);
    }
    visit(buffer, at + NLMSG_HEADER, at + size);
    at += align(size);
  }
  return undefined;
}

/** NLMSG_ALIGN and NLA_ALIGN: the next multiple of four. */
export const align = (size: number): number => (size + 3) & ~3;
