/** TCP or UDP. */
export type Protocol = 'tcp' | 'udp';

/** AF_INET or AF_INET6, as socket(2) names the address families. */
export type Family = 'inet' | 'inet6';

/** A value for each socket of a pair: the holder is opened first. */
export interface Pair<T> {
  /** Of the socket that holds the port. */
  readonly holder: T;
  /** Of the socket that tries. */
  readonly newcomer: T;
}

/** Which of SO_REUSEADDR and SO_REUSEPORT a socket sets; `exclusive` is SO_EXCLUSIVEADDRUSE of Windows, for predictions. */
export type Reuse = 'none' | 'addr' | 'port' | 'addr+port' | 'exclusive';

/** IPV6_V6ONLY of a socket, ipv6(7); `system` leaves it as net.ipv6.bindv6only has it. */
export type V6only = 'system' | 'on' | 'off';

/** Whether each socket listens before the next one binds, or all bind first. */
export type Sequence = 'listen-each' | 'bind-all-first';

/** Whether an option is set. */
export type Switch = 'off' | 'on';

/** The state of a socket as sock_diag(7) has it; `BOUND` is bound, and neither connected nor listening. */
export type SocketState =
  | 'ESTABLISHED'
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'FIN_WAIT1'
  | 'FIN_WAIT2'
  | 'TIME_WAIT'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'CLOSING'
  | 'LISTEN'
  | 'BOUND';

/** The state of a link. */
export type LinkState = 'up' | 'no-carrier' | 'down';

/** The state of an address; of IPv6 as duplicate address detection (RFC 4862) has left it. */
export type AddressState = 'ok' | 'tentative' | 'dadfailed' | 'deprecated';

/** A verdict: as expected, not as expected, not to be found out here, or not tried. */
export type Status = 'met' | 'unmet' | 'inconclusive' | 'skipped';

/** Why something was not tried. */
export type SkipReason = 'held' | 'not-local' | 'chance' | 'redirected';

/** An address and a port. */
export interface SocketAddress {
  /** `0.0.0.0`, `::`, `fe80::1%eth0` */
  readonly address: string;
  /** 0 to 65535. */
  readonly port: number;
}
