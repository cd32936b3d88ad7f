/** The parts of a netlink message (netlink(7), rtnetlink(7)), in the machine's own byte order: little-endian on x64 and arm64. */

/** NLMSG_HDRLEN */
export const HEADER = 16;

const aligned = (length: number): number => (length + 3) & ~3;

/** One attribute (struct rtattr), padded to four bytes. */
export function attribute(type: number, ...payload: readonly Buffer[]): Buffer {
  const length = 4 + payload.reduce((n, b) => n + b.length, 0);
  const bytes = Buffer.alloc(aligned(length));
  bytes.writeUInt16LE(length, 0);
  bytes.writeUInt16LE(type, 2);
  Buffer.concat(payload).copy(bytes, 4);
  return bytes;
}

/** A name with its closing NUL, as IFLA_IFNAME and IFLA_INFO_KIND are. */
export const text = (value: string): Buffer => Buffer.from(`${value}\0`);

/** struct nlmsghdr and its payload. */
export function message(type: number, flags: number, sequence: number, ...payload: readonly Buffer[]): Buffer {
  const body = Buffer.concat(payload);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(HEADER + body.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt32LE(sequence, 8);
  return Buffer.concat([header, body]);
}

/** struct ifinfomsg: `flags` of those in `change` are set. */
export function ifinfomsg(index: number, flags: number, change: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(index, 4);
  bytes.writeUInt32LE(flags, 8);
  bytes.writeUInt32LE(change, 12);
  return bytes;
}

/** struct ifaddrmsg */
export function ifaddrmsg(family: number, prefix: number, flags: number, scope: number, index: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.set([family, prefix, flags, scope]);
  bytes.writeUInt32LE(index, 4);
  return bytes;
}

/** struct rtmsg: the route to one destination is asked for. */
export function rtmsg(family: number, prefix: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.set([family, prefix]);
  return bytes;
}
