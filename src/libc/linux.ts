import type { Platform } from './constants.ts';

/**
 * Linux on x64 and arm64, glibc and musl alike: both architectures use include/uapi/asm-generic/socket.h.
 * Sources: linux/socket.h, linux/in.h, linux/in6.h, asm-generic/{socket,poll,fcntl}.h.
 */
export const LINUX: Platform = {
  AF_INET: 2,
  AF_INET6: 10,
  AF_UNSPEC: 0,
  sockaddrHasLength: false,
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  SOCK_CLOEXEC: 0o2000000,
  SOCK_NONBLOCK: 0o4000,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_REUSEPORT: 15,
  SO_ERROR: 4,
  SO_LINGER: 13,
  SO_BINDTODEVICE: 25,
  IPPROTO_IP: 0,
  IPPROTO_IPV6: 41,
  IPV6_V6ONLY: 26,
  IP_FREEBIND: 15,
  IP_LOCAL_PORT_RANGE: 51,
  MSG_PEEK: 0x2,
  MSG_NOSIGNAL: 0x4000,
  MSG_DONTWAIT: 0x40,
  MSG_TRUNC: 0x20,
  POLLIN: 0x1,
  POLLOUT: 0x4,
  SHUT_RD: 0,
  SHUT_WR: 1,
  SHUT_RDWR: 2,
};

/** What only Linux has: namespaces, netlink, credentials of one thread. Numbers of raw system calls differ by architecture. */
export const LINUX_ONLY = {
  AF_NETLINK: 16,
  SOCK_RAW: 3,
  NETLINK_ROUTE: 0,
  NETLINK_SOCK_DIAG: 4,
  /** linux/sockios.h */
  SIOCGIFMTU: 0x8921,
  CLONE_NEWNET: 0x40000000,
  PR_SET_PDEATHSIG: 1,
  SIGKILL: 9,
  O_RDONLY: 0,
  O_CLOEXEC: 0o2000000,
  /** asm/unistd_64.h and asm-generic/unistd.h */
  SYS_setresuid: process.arch === 'arm64' ? 147 : 117,
  SYS_fstat: process.arch === 'arm64' ? 80 : 5,
  SYS_getsockopt: process.arch === 'arm64' ? 209 : 55,
  /** The same on every architecture since Linux 5.1. */
  SYS_pidfd_open: 434,
  SYS_pidfd_getfd: 438,
} as const;
