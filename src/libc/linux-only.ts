/** Constants that only Linux has: netlink, namespaces, interface requests. */
export const LINUX_ONLY = {
  /** linux/socket.h, linux/netlink.h */
  AF_NETLINK: 16,
  SOCK_RAW: 3,
  NETLINK_ROUTE: 0,
  NETLINK_SOCK_DIAG: 4,
  /** asm-generic/socket.h */
  SO_NETNS_COOKIE: 71,
  /** linux/sched.h */
  CLONE_NEWNET: 0x40000000,
  CLONE_NEWNS: 0x20000,
  CLONE_NEWPID: 0x20000000,
  /** linux/capability.h */
  LINUX_CAPABILITY_VERSION_3: 0x20080522,
  /** linux/nsfs.h: _IO(0xb7, 1) */
  NS_GET_USERNS: 0xb701,
  /** linux/mount.h */
  MS_REC: 0x4000,
  MS_SLAVE: 0x80000,
  /** linux/prctl.h, asm-generic/signal.h */
  PR_SET_PDEATHSIG: 1,
  SIGKILL: 9,
  SIGPIPE: 13,
  SIGXFSZ: 25,
  SIG_DFL: 0,
  /** asm-generic/fcntl.h, linux/fcntl.h */
  O_CLOEXEC: 0o2000000,
  F_SETFD: 2,
  F_DUPFD_CLOEXEC: 1030,
  /** linux/wait.h */
  P_PID: 1,
  WEXITED: 4,
  WNOWAIT: 0x01000000,
} as const;

/** Errno numbers of Linux that node:os does not name, from asm-generic/errno.h. */
export const LINUX_ERRNOS: Readonly<Record<string, number>> = {
  ENONET: 64,
  ESOCKTNOSUPPORT: 94,
  EPFNOSUPPORT: 96,
  ESHUTDOWN: 108,
  EHOSTDOWN: 112,
};
