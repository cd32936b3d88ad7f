/** The layout of netlink(7) messages and attributes. They are in host byte order: little-endian on x64 and arm64. */

/** sizeof(struct nlmsghdr) and sizeof(struct nlattr) */
const HEADER = 16;
const ATTRIBUTE_HEADER = 4;

/** A nested attribute says so in its type (NLA_F_NESTED). */
const TYPE_MASK = 0x3fff;

/** NLMSG_ALIGN and NLA_ALIGN: the next multiple of four. */
const aligned = (length: number): number => (length + 3) & ~3;

/** struct nlmsghdr and its payload. */
export function message(type: number, flags: number, sequence: number, ...payload: readonly Buffer[]): Buffer {
  const bytes = Buffer.alloc(payload.reduce((length, part) => length + part.length, HEADER));
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(type, 4);
  bytes.writeUInt16LE(flags, 6);
  bytes.writeUInt32LE(sequence, 8);
  let at = HEADER;
  for (const part of payload) at += part.copy(bytes, at);
  return bytes;
}

/** One attribute (struct nlattr), padded to four bytes. */
export function attribute(type: number, ...payload: readonly Buffer[]): Buffer {
  const length = ATTRIBUTE_HEADER + payload.reduce((n, b) => n + b.length, 0);
  const bytes = Buffer.alloc(aligned(length));
  bytes.writeUInt16LE(length, 0);
  bytes.writeUInt16LE(type, 2);
  Buffer.concat(payload).copy(bytes, ATTRIBUTE_HEADER);
  return bytes;
}

/** A name with its terminating NUL, as in IFLA_IFNAME. */
export const nameBytes = (value: string): Buffer => Buffer.from(`${value}\0`);

/** The text of an attribute, up to a NUL or its end. */
export function readName(buffer: Buffer, start: number, end: number): string {
  const nul = buffer.indexOf(0, start);
  return buffer.toString('utf8', start, nul < 0 || nul > end ? end : nul);
}

/** Called with the type of a message and the place of its payload; false ends the walk. */
export type VisitMessage = (type: number, start: number, end: number) => boolean;

/** Walks over the messages in the first `length` bytes; false if `visit` ended the walk. */
export function walkMessages(buffer: Buffer, length: number, visit: VisitMessage): boolean {
  for (let at = 0; at + HEADER <= length; ) {
    const size = Math.max(buffer.readUInt32LE(at), HEADER);
    if (!visit(buffer.readUInt16LE(at + 4), at + HEADER, at + size)) return false;
    at += aligned(size);
  }
  return true;
}

/** Called with the type of an attribute and the place of its payload. */
export type VisitAttribute = (type: number, start: number, end: number) => void;

/** Walks over the attributes between two places: struct nlattr after struct nlattr. */
export function walkAttributes(buffer: Buffer, start: number, end: number, visit: VisitAttribute): void {
  for (let at = start; at + ATTRIBUTE_HEADER <= end; ) {
    const length = Math.max(buffer.readUInt16LE(at), ATTRIBUTE_HEADER);
    visit(buffer.readUInt16LE(at + 2) & TYPE_MASK, at + ATTRIBUTE_HEADER, at + length);
    at += aligned(length);
  }
}
