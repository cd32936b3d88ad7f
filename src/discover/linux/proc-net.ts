import { type Address, addressFromBytes, type Family, type Protocol } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { readText } from './files.ts';
import { socketState, unreadBytesOf } from './socket-state.ts';

const FILE: Readonly<Record<Protocol, Readonly<Record<Family, string>>>> = {
  tcp: { inet: 'tcp', inet6: 'tcp6' },
  udp: { inet: 'udp', inet6: 'udp6' },
};

/** The timer of TIME_WAIT and its like, and the ticks per second (USER_HZ) that it counts in: get_timewait4_sock(). */
const TIMER_TIME_WAIT = 3;
const USER_HZ = 100;

/** sl local remote st tx:rx tr:when retransmits uid timeout inode */
const LINE =
  /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]{2}) [0-9A-F]+:([0-9A-F]+) (\d\d):([0-9A-F]+) \S+\s+(\d+)\s+\d+ (\d+)/;

/**
 * The sockets of one family and protocol from /proc/net/tcp and its like, which show neither TCP sockets that are bound
 * only, nor v6only, nor the bound device. Undefined if there is no such file, see proc_net(5).
 */
export function readProcSockets(family: Family, protocol: Protocol, root = '/proc/net'): HeldSocket[] | undefined {
  const text = readText(`${root}/${FILE[protocol][family]}`);
  return text === undefined ? undefined : parseProcSockets(protocol, text);
}

export function parseProcSockets(protocol: Protocol, text: string): HeldSocket[] {
  return text.split('\n').flatMap((line) => {
    const [
      ,
      local = '',
      localPort = '',
      peer = '',
      peerPort = '',
      state = '',
      queue = '',
      timer = '',
      when = '',
      uid,
      inode,
    ] = LINE.exec(line) ?? [];
    if (inode === undefined) return [];
    const socket = {
      protocol,
      address: parseProcAddress(local),
      port: Number.parseInt(localPort, 16),
      ...(peerPort === '0000'
        ? {}
        : { peer: { address: parseProcAddress(peer), port: Number.parseInt(peerPort, 16) } }),
      state: socketState(protocol, Number.parseInt(state, 16)),
      uid: Number(uid),
      inode: Number(inode),
      ...(Number(timer) === TIMER_TIME_WAIT ? { expires: Number.parseInt(when, 16) / USER_HZ } : {}),
      owners: [],
    };
    const unreadBytes = unreadBytesOf(socket, Number.parseInt(queue, 16));
    return unreadBytes > 0 ? { ...socket, unreadBytes } : socket;
  });
}

/** One or four words in host order, that is, little-endian: `0100007F` is 127.0.0.1. */
function parseProcAddress(hex: string): Address {
  const bytes = Buffer.from(hex, 'hex');
  return addressFromBytes(bytes.swap32());
}
