import { interfaceName } from '../../libc/interface-names.ts';
import { LINUX } from '../../libc/linux.ts';
import type { Netlink } from '../../libc/netlink.ts';
import { attribute, readName, walkAttributes } from '../../libc/netlink-message.ts';
import {
  type Address,
  addressBytes,
  addressFromBytes,
  type Endpoint,
  type Family,
  isLinkLocal,
  type Protocol,
} from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { ok, type Result } from '../../model/result.ts';
import { ALL_STATES, socketState, unreadBytesOf } from './socket-state.ts';

/** linux/sock_diag.h, linux/inet_diag.h, linux/in.h */
const SOCK_DIAG_BY_FAMILY = 20;
const TCPDIAG_GETSOCK = 18;
const INET_DIAG_REQ_BYTECODE = 1;
const INET_ULP_INFO_NAME = 1;
/** A bit of idiag_ext, INET_DIAG_INFO: with it comes what an upper layer protocol tells (inet_sk_diag_fill()). */
const EXT_INFO = 1 << (2 - 1);
const REQUEST_SIZE = 56;
/** Offsets in struct inet_diag_req_v2; a cookie of ones is none. */
const REQUEST = { localPort: 8, peerPort: 10, local: 12, peer: 28, cookie: 48 } as const;
const IPPROTO: Readonly<Record<Protocol, number>> = { tcp: 6, udp: 17 };
const FAMILY: Readonly<Record<Family, number>> = { inet: LINUX.AF_INET, inet6: LINUX.AF_INET6 };

/** Offsets in struct inet_diag_req, and its size. */
const OLD_REQUEST = { extensions: 3, states: 52, size: 60 } as const;

/** Offsets in struct inet_diag_msg; the ports are in network order. */
const MESSAGE = {
  family: 0,
  state: 1,
  timer: 2,
  localPort: 4,
  peerPort: 6,
  local: 8,
  peer: 24,
  device: 40,
  expires: 52,
  receiveQueue: 56,
  sendQueue: 60,
  uid: 64,
  inode: 68,
  size: 72,
} as const;

/** idiag_timer of TIME_WAIT and its like: inet_twsk_diag_fill(). */
const TIMER_TIME_WAIT = 3;

type Draft = { -readonly [Key in keyof HeldSocket]: HeldSocket[Key] };

/**
 * What each attribute adds to a socket, by its number in linux/inet_diag.h. The kernel sends these unasked
 * (inet_diag_msg_attrs_fill); others are ignored.
 */
const ATTRIBUTES: Readonly<Record<number, (socket: Draft, buffer: Buffer, at: number, end: number) => void>> = {
  /** INET_DIAG_SKV6ONLY: of IPv6 sockets that listen or have no peer */
  11: (socket, buffer, at) => {
    socket.v6only = buffer.readUInt8(at) !== 0;
  },
  /** INET_DIAG_ULP_INFO: the name of an upper layer protocol, tcp_diag_put_ulp() */
  19: (socket, buffer, at, end) => {
    walkAttributes(buffer, at, end, (type, from, to) => {
      if (type === INET_ULP_INFO_NAME && readName(buffer, from, to) === 'mptcp') socket.mptcp = true;
    });
  },
};

const NOBODY: HeldSocket['owners'] = Object.freeze([]);

/**
 * Every socket of one family and protocol in this network namespace that has a local port, in every state, as
 * sock_diag(7) shows it. `filter` is a program of `portFilter`; without one all are visited. The error is an errno name.
 */
export function dumpSockets(
  netlink: Netlink,
  family: Family,
  protocol: Protocol,
  filter: Buffer | undefined,
): Result<readonly HeldSocket[], string> {
  const found: HeldSocket[] = [];
  const decode = socketDecoder(family, protocol);
  const request = encodeRequest(family, protocol, filter);
  const dumped = netlink.dump(SOCK_DIAG_BY_FAMILY, request, (buffer, start, end) => {
    found.push(decode(buffer, start, end));
  });
  return dumped.ok ? ok(found) : dumped;
}

/**
 * The TCP sockets of both families, IPv4 first, with the request of before Linux 3.3: it names no family, so that the kernel
 * walks its table of connections, of some hundred thousand chains, once instead of twice (inet_diag_dump_compat()).
 */
export function dumpTcpSockets(netlink: Netlink, filter: Buffer): Result<readonly HeldSocket[], string> {
  const found = { inet: [] as HeldSocket[], inet6: [] as HeldSocket[] };
  const decoders = { inet: socketDecoder('inet', 'tcp'), inet6: socketDecoder('inet6', 'tcp') };
  const bytes = Buffer.alloc(OLD_REQUEST.size);
  bytes.writeUInt8(EXT_INFO, OLD_REQUEST.extensions);
  bytes.writeUInt32LE(ALL_STATES, OLD_REQUEST.states);
  const request = Buffer.concat([bytes, attribute(INET_DIAG_REQ_BYTECODE, filter)]);
  const dumped = netlink.dump(TCPDIAG_GETSOCK, request, (buffer, start, end) => {
    const family = buffer.readUInt8(start + MESSAGE.family) === FAMILY.inet ? 'inet' : 'inet6';
    found[family].push(decoders[family](buffer, start, end));
  });
  return dumped.ok ? ok([...found.inet, ...found.inet6]) : dumped;
}

/** struct inet_diag_req_v2, and the filter as an attribute. */
function encodeRequest(family: Family, protocol: Protocol, filter: Buffer | undefined): Buffer {
  const bytes = Buffer.alloc(REQUEST_SIZE);
  bytes.writeUInt8(FAMILY[family], 0);
  bytes.writeUInt8(IPPROTO[protocol], 1);
  // Three times as much to read: not of every socket of a host.
  if (filter !== undefined && protocol === 'tcp') bytes.writeUInt8(EXT_INFO, 2);
  bytes.writeUInt32LE(ALL_STATES, 4);
  return filter === undefined ? bytes : Buffer.concat([bytes, attribute(INET_DIAG_REQ_BYTECODE, filter)]);
}

/**
 * Asks for the socket that a client of this endpoint reaches: one query, whatever else there is. ENOENT: there is none
 * (inet_diag_find_one_icsk(), udp_dump_one()). The error is an errno name.
 */
export function lookUpServer(netlink: Netlink, { protocol, address, port }: Endpoint): Result<undefined, string> {
  const bytes = encodeRequest(address.family, protocol, undefined);
  // Of UDP the ends are swapped, for historical reasons (udp_dump_one()).
  bytes.writeUInt16BE(port, protocol === 'tcp' ? REQUEST.localPort : REQUEST.peerPort);
  bytes.set(addressBytes(address), protocol === 'tcp' ? REQUEST.local : REQUEST.peer);
  bytes.fill(0xff, REQUEST.cookie, REQUEST_SIZE);
  return netlink.get(SOCK_DIAG_BY_FAMILY, [bytes], () => {});
}

/** Reads struct inet_diag_msg and its attributes. */
function socketDecoder(family: Family, protocol: Protocol): (buffer: Buffer, start: number, end: number) => HeldSocket {
  const device = deviceNames();
  const addressAt = addressReader(family);
  return (buffer, start, end) => {
    const index = buffer.readUInt32LE(start + MESSAGE.device);
    const name = index === 0 ? undefined : device(index);
    const peerPort = buffer.readUInt16BE(start + MESSAGE.peerPort);
    const socket: Draft = {
      protocol,
      address: addressAt(buffer, start + MESSAGE.local, name),
      port: buffer.readUInt16BE(start + MESSAGE.localPort),
      state: socketState(protocol, buffer.readUInt8(start + MESSAGE.state)),
      uid: buffer.readUInt32LE(start + MESSAGE.uid),
      inode: buffer.readUInt32LE(start + MESSAGE.inode),
      owners: NOBODY,
    };
    if (peerPort !== 0) socket.peer = { address: addressAt(buffer, start + MESSAGE.peer, name), port: peerPort };
    if (name !== undefined) socket.device = name;
    const unreadBytes = unreadBytesOf(socket, buffer.readUInt32LE(start + MESSAGE.receiveQueue));
    if (unreadBytes > 0) socket.unreadBytes = unreadBytes;
    // Of a listener the longest queue of connections that wait for accept(2): tcp_diag_get_info().
    if (socket.state === 'LISTEN') socket.backlog = buffer.readUInt32LE(start + MESSAGE.sendQueue);
    if (buffer.readUInt8(start + MESSAGE.timer) === TIMER_TIME_WAIT)
      socket.expires = buffer.readUInt32LE(start + MESSAGE.expires) / 1000;
    walkAttributes(buffer, start + MESSAGE.size, end, (type, at, to) => ATTRIBUTES[type]?.(socket, buffer, at, to));
    return socket;
  };
}

/** Interface names by index, each looked up once; `if7` for an interface that no longer exists. */
function deviceNames(): (index: number) => string {
  const names = new Map<number, string>();
  return (index) => {
    const known = names.get(index);
    if (known !== undefined) return known;
    const name = interfaceName(index) ?? `if${index}`;
    names.set(index, name);
    return name;
  };
}

/** Reads an address; each is built once, since on a busy host thousands of sockets have the same few. */
function addressReader(family: Family): (buffer: Buffer, at: number, zone: string | undefined) => Address {
  const size = family === 'inet' ? 4 : 16;
  const known = new Map<string, Address>();
  return (buffer, at, zone) => {
    const key = `${buffer.toString('latin1', at, at + size)}${zone ?? ''}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const plain = addressFromBytes(buffer.subarray(at, at + size));
    const address = zone !== undefined && isLinkLocal(plain) ? { ...plain, zone } : plain;
    known.set(key, address);
    return address;
  };
}
