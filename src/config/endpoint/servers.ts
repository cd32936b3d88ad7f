import type { Reuse } from '../../model/options.ts';
import type { ServerName } from '../../model/server.ts';

/** How a server opens its TCP listeners; what is absent is as most servers do it. */
export interface ServerHabits {
  readonly reuse?: Reuse;
  /** The IPV6_V6ONLY that it sets on every IPv6 socket. */
  readonly v6only?: boolean;
  /** It opens a dual-stack `::` where the wildcard address is named, be it 0.0.0.0. */
  readonly dualStack?: true;
  /** It opens 0.0.0.0 where `*` is named. */
  readonly starIsIpv4?: true;
}

/** As the servers' starts were traced. */
export const HABITS: Readonly<Record<ServerName, ServerHabits>> = {
  apache: { v6only: false },
  docker: { v6only: true, starIsIpv4: true },
  // favoriteAddrFamily(), net/ipsock_posix.go; a network such as tcp4 names the family itself.
  go: { dualStack: true },
  haproxy: { reuse: 'addr+port', starIsIpv4: true },
  // NET_InetAddressToSockaddr(), java.base/unix/native/libnet/net_util_md.c
  java: { dualStack: true },
  // ipv6only= decides, and a message does not tell which it is.
  nginx: { starIsIpv4: true },
  node: { v6only: false },
  // create_server(), asyncio/base_events.py
  python: { v6only: true, starIsIpv4: true },
  redis: { v6only: true, starIsIpv4: true },
  sshd: { v6only: true, starIsIpv4: true },
  systemd: {},
};

/** What the messages of a server have in common, the most telling first. */
const SIGNATURES: readonly (readonly [ServerName, RegExp])[] = [
  ['nginx', /\bnginx\b|bind\(\) to \S+ failed \(\d+:/],
  ['docker', /\bBind for \S+ failed|failed to bind (?:host )?port|userland proxy|port is already allocated/],
  ['haproxy', /cannot bind (?:UNIX )?socket|\bhaproxy\b/i],
  ['apache', /could not bind to address|AH00072|\b(?:apache2|httpd)\b/],
  ['redis', /TCP listening socket|\bredis\b/i],
  ['sshd', /\bsshd\b|Bind to port \d+ on \S+ failed/],
  ['go', /\blisten (?:tcp|udp)[46]? \S*: /],
  ['node', /\b(?:listen|bind) E[A-Z]+\b|syscall: 'listen'/],
  ['python', /\[Errno \d+\]|\bgunicorn\b|Connection in use: \(|Can't connect to \('/],
  ['java', /\bjava\.|BindException|Web server failed to start|Tomcat|<null>:|Failed to bind to:? [\w.-]*\//],
  ['systemd', /\.socket: |listening socket \(/],
];

/** The server that wrote a message; undefined where nothing shows it. */
export const writerOf = (text: string): ServerName | undefined =>
  SIGNATURES.find(([, signature]) => signature.test(text))?.[0];
