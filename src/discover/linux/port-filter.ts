/** linux/inet_diag.h: a comparison holds the port in the `no` of a second operation. Ports are in host order here. */
const JMP = 1;
const S_GE = 2;
const S_LE = 3;

const OP = 4;
/** The length of one range: S_GE, S_LE and JMP. */
const RANGE = 5 * OP;
/** `no` and the attribute's length have 16 bits. */
const MAX_RANGES = 1000;

/**
 * A program for INET_DIAG_REQ_BYTECODE (inet_diag_bc_run) that lets through the sockets whose local port is one of
 * `ports`. Each range is one S_GE and one S_LE, and not S_EQ, which older kernels refuse. With more than a thousand
 * ranges it lets everything between the lowest and the highest through: the caller looks at the port again.
 */
export function portFilter(ports: readonly number[]): Buffer {
  const exact = portRanges(ports);
  const [first] = exact;
  const last = exact.at(-1);
  const ranges = exact.length > MAX_RANGES && first && last ? [[first[0], last[1]] as const] : exact;
  return Buffer.concat(ranges.map(([low, high], index) => rangeOps(low, high, (ranges.length - index) * RANGE)));
}

/** Reaching the program's end exactly lets the socket through; jumping past it refuses. */
function rangeOps(low: number, high: number, left: number): Buffer {
  const last = left === RANGE;
  return Buffer.concat([
    op(S_GE, 2 * OP, last ? left + OP : RANGE),
    op(0, 0, low),
    op(S_LE, 2 * OP, last ? left - 2 * OP + OP : RANGE - 2 * OP),
    op(0, 0, high),
    op(JMP, OP, left - 4 * OP),
  ]);
}

/** struct inet_diag_bc_op: where to go on if it holds, and if not, in bytes from here. JMP always takes `no`. */
function op(code: number, yes: number, no: number): Buffer {
  const bytes = Buffer.alloc(OP);
  bytes.writeUInt8(code, 0);
  bytes.writeUInt8(yes, 1);
  bytes.writeUInt16LE(no, 2);
  return bytes;
}

/** The ports as inclusive ranges, in order, each port once. */
export function portRanges(ports: readonly number[]): [low: number, high: number][] {
  const ranges: [number, number][] = [];
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    const current = ranges.at(-1);
    if (current !== undefined && current[1] === port - 1) current[1] = port;
    else ranges.push([port, port]);
  }
  return ranges;
}
