import type { Platform } from './constants.ts';

/**
 * Linux on x64 and arm64, glibc and musl alike: both architectures use include/uapi/asm-generic/socket.h.
 * Sources: linux/socket.h, linux/in.h, linux/in6.h, asm-generic/{socket,poll}.h.
 */
export const LINUX: Platform = {
  AF_INET: 2,
  AF_INET6: 10,
  sockaddrHasLength: false,
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  SOCK_CLOEXEC: 0o2000000,
  SOCK_NONBLOCK: 0o4000,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_REUSEPORT: 15,
  SO_LINGER: 13,
  SO_BINDTODEVICE: 25,
  SO_BROADCAST: 6,
  IPPROTO_IP: 0,
  IPPROTO_IPV6: 41,
  IPV6_V6ONLY: 26,
  IP_FREEBIND: 15,
  IP_LOCAL_PORT_RANGE: 51,
  IP_MULTICAST_IF: 32,
  IP_MULTICAST_ALL: 49,
  IP_ADD_MEMBERSHIP: 35,
  IP_DROP_MEMBERSHIP: 36,
  IPV6_MULTICAST_IF: 17,
  IPV6_MULTICAST_ALL: 29,
  IPV6_JOIN_GROUP: 20,
  IPV6_LEAVE_GROUP: 21,
  MSG_PEEK: 0x2,
  MSG_NOSIGNAL: 0x4000,
  MSG_DONTWAIT: 0x40,
  POLLIN: 0x1,
  POLLOUT: 0x4,
  SHUT_RD: 0,
  SHUT_WR: 1,
  SHUT_RDWR: 2,
};
