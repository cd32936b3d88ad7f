import type { Platform } from '../libc/constants.ts';
import { interfaceIndex } from '../libc/interface-names.ts';
import { NativeBytes } from '../libc/library.ts';
import { type Address, addressBytes } from '../model/address.ts';
import type { SocketOptions } from '../model/options.ts';

/** The arguments of one setsockopt(2), prepared once and used for many sockets. */
export interface Setting {
  readonly level: number;
  readonly name: number;
  readonly value: NativeBytes;
}

const ZERO = new NativeBytes(int32(0));
const ONE = new NativeBytes(int32(1));
/** With zero seconds close(2) sends RST and leaves no TIME_WAIT (socket(7)). */
const LINGER_RESET = new NativeBytes(lingerFor(0));

/** The setting of each option. The order of the keys is the order of the calls. */
const OPTIONS: {
  readonly [K in keyof SocketOptions]-?: (p: Platform, value: NonNullable<SocketOptions[K]>) => Setting;
} = {
  reuseaddr: (p, on) => ({ level: p.SOL_SOCKET, name: p.SO_REUSEADDR, value: on ? ONE : ZERO }),
  reuseport: (p, on) => ({ level: p.SOL_SOCKET, name: p.SO_REUSEPORT, value: on ? ONE : ZERO }),
  v6only: (p, on) => ({ level: p.IPPROTO_IPV6, name: p.IPV6_V6ONLY, value: on ? ONE : ZERO }),
  device: (p, name) => ({
    level: p.SOL_SOCKET,
    name: p.SO_BINDTODEVICE,
    value: new NativeBytes(Buffer.from(`${name}\0`)),
  }),
  freebind: (p, on) => ({ level: p.IPPROTO_IP, name: p.IP_FREEBIND, value: on ? ONE : ZERO }),
  portRange: (p, [low, high]) => ({
    level: p.IPPROTO_IP,
    name: p.IP_LOCAL_PORT_RANGE,
    value: new NativeBytes(int32((high << 16) | low)),
  }),
  broadcast: (p, on) => ({ level: p.SOL_SOCKET, name: p.SO_BROADCAST, value: on ? ONE : ZERO }),
  multicastAll: (p, on) => ({ level: p.IPPROTO_IP, name: p.IP_MULTICAST_ALL, value: on ? ONE : ZERO }),
  multicastIf: (p, device) => ({
    level: p.IPPROTO_IP,
    name: p.IP_MULTICAST_IF,
    value: new NativeBytes(Buffer.concat([Buffer.alloc(8), int32(indexOf(device))])),
  }),
  multicastAll6: (p, on) => ({ level: p.IPPROTO_IPV6, name: p.IPV6_MULTICAST_ALL, value: on ? ONE : ZERO }),
  multicastIf6: (p, device) => ({
    level: p.IPPROTO_IPV6,
    name: p.IPV6_MULTICAST_IF,
    value: new NativeBytes(int32(indexOf(device))),
  }),
  transparent: (p, on) => ({ level: p.IPPROTO_IP, name: p.IP_TRANSPARENT, value: on ? ONE : ZERO }),
  bindNoPort: (p, on) => ({ level: p.IPPROTO_IP, name: p.IP_BIND_ADDRESS_NO_PORT, value: on ? ONE : ZERO }),
  incomingCpu: (p, cpu) => ({ level: p.SOL_SOCKET, name: p.SO_INCOMING_CPU, value: new NativeBytes(int32(cpu)) }),
  linger: (p, seconds) => ({ level: p.SOL_SOCKET, name: p.SO_LINGER, value: new NativeBytes(lingerFor(seconds)) }),
  fastOpen: (p, most) => ({ level: p.IPPROTO_TCP, name: p.TCP_FASTOPEN, value: new NativeBytes(int32(most)) }),
};

const KEYS = Object.keys(OPTIONS) as (keyof SocketOptions)[];

/** The settings of every given option, in a fixed order. */
export function settingsOf(platform: Platform, options: SocketOptions): readonly Setting[] {
  const settings: Setting[] = [];
  for (const key of KEYS) {
    const value = options[key];
    if (value !== undefined) settings.push(OPTIONS[key](platform, value as never));
  }
  return settings;
}

/** How a socket becomes a member of a group on an interface, or leaves it: struct ip_mreqn, struct ipv6_mreq. */
export function membership(p: Platform, op: 'join' | 'leave', group: Address, device: string): Setting {
  const bytes = Buffer.from(addressBytes(group));
  const index = int32(indexOf(device));
  if (group.family === 'inet6')
    return {
      level: p.IPPROTO_IPV6,
      name: op === 'join' ? p.IPV6_JOIN_GROUP : p.IPV6_LEAVE_GROUP,
      value: new NativeBytes(Buffer.concat([bytes, index])),
    };
  return {
    level: p.IPPROTO_IP,
    name: op === 'join' ? p.IP_ADD_MEMBERSHIP : p.IP_DROP_MEMBERSHIP,
    value: new NativeBytes(Buffer.concat([bytes, Buffer.alloc(4), index])),
  };
}

/** An index that no interface has. */
const NO_INTERFACE = 0x7fff_ffff;

/** The index of an interface; 0, for none, where the name is empty. */
const indexOf = (device: string): number => (device === '' ? 0 : interfaceIndex(device) || NO_INTERFACE);

/** SO_LINGER for a close(2) that sends RST. */
export const lingerReset = (p: Platform): Setting => ({
  level: p.SOL_SOCKET,
  name: p.SO_LINGER,
  value: LINGER_RESET,
});

/** struct linger { l_onoff, l_linger } */
function lingerFor(seconds: number | false): Buffer {
  return seconds === false ? Buffer.alloc(8) : Buffer.concat([int32(1), int32(seconds)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value, 0);
  return bytes;
}
