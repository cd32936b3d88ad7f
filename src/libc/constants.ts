/** The constants of one operating system, by their names in its headers. One table per platform; nothing is computed. */
export interface Platform {
  readonly AF_INET: number;
  readonly AF_INET6: number;
  /** The BSDs put a length byte before a one-byte family (sys/socket.h). */
  readonly sockaddrHasLength: boolean;
  readonly SOCK_STREAM: number;
  readonly SOCK_DGRAM: number;
  /** Flags of socket(2) and accept4(2). */
  readonly SOCK_CLOEXEC: number;
  readonly SOCK_NONBLOCK: number;
  readonly SOL_SOCKET: number;
  readonly SO_REUSEADDR: number;
  readonly SO_REUSEPORT: number;
  readonly SO_LINGER: number;
  readonly SO_BINDTODEVICE: number;
  readonly SO_BROADCAST: number;
  readonly IPPROTO_IP: number;
  readonly IPPROTO_IPV6: number;
  readonly IPV6_V6ONLY: number;
  readonly IP_FREEBIND: number;
  readonly IP_LOCAL_PORT_RANGE: number;
  readonly IP_MULTICAST_IF: number;
  readonly IP_MULTICAST_ALL: number;
  readonly IP_ADD_MEMBERSHIP: number;
  readonly IP_DROP_MEMBERSHIP: number;
  readonly IPV6_MULTICAST_IF: number;
  readonly IPV6_MULTICAST_ALL: number;
  readonly IPV6_JOIN_GROUP: number;
  readonly IPV6_LEAVE_GROUP: number;
  readonly IP_TRANSPARENT: number;
  readonly IP_BIND_ADDRESS_NO_PORT: number;
  readonly SO_INCOMING_CPU: number;
  readonly IPPROTO_TCP: number;
  readonly TCP_FASTOPEN: number;
  /** The protocol of socket(2) for Multipath TCP. */
  readonly IPPROTO_MPTCP: number;
  readonly MSG_PEEK: number;
  readonly MSG_NOSIGNAL: number;
  readonly MSG_DONTWAIT: number;
  readonly POLLIN: number;
  readonly POLLOUT: number;
  readonly SHUT_RD: number;
  readonly SHUT_WR: number;
  readonly SHUT_RDWR: number;
}
