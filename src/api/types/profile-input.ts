import type { Protocol } from './words.ts';

/** The sockets for each kind of line: `:: dual | 0.0.0.0`, `told v6only`. Default: the address that is told. */
export interface ToldInput {
  /** Of a line with a port alone. Default: 0.0.0.0. */
  readonly port?: string | undefined;
  /** Of 0.0.0.0. */
  readonly any4?: string | undefined;
  /** Of ::. */
  readonly any6?: string | undefined;
  /** Of an IPv4 address. */
  readonly addr4?: string | undefined;
  /** Of an IPv6 address. */
  readonly addr6?: string | undefined;
  /** Of the name localhost. Default: the first address that /etc/hosts has for it. */
  readonly localhost?: string | undefined;
}

/** Socket options of a profile. */
export interface SocketOptionsInput {
  /** SO_REUSEADDR. */
  readonly reuseaddr?: boolean | undefined;
  /** SO_REUSEPORT. */
  readonly reuseport?: boolean | undefined;
  /** IPV6_V6ONLY, of IPv6 sockets. */
  readonly v6only?: boolean | undefined;
  /** IP_FREEBIND. */
  readonly freebind?: boolean | undefined;
  /** IP_TRANSPARENT. */
  readonly transparent?: boolean | undefined;
}

/** What a word of a server's own configuration does to its sockets. */
export interface ProfileFlagInput {
  /** Options set before bind(2). */
  readonly socket?: SocketOptionsInput | undefined;
  /** Options set after bind(2). */
  readonly after?: SocketOptionsInput | undefined;
  /** Options that a reload sets on a socket which it keeps. */
  readonly kept?: SocketOptionsInput | undefined;
  /** The sockets for each kind of line: ":: dual | 0.0.0.0", "told v6only". Default: the address that is told. */
  readonly told?: ToldInput | undefined;
  /** as-told; reversed: the last line first; specific-first: of each port the wildcards last; ipv6-first: IPv6 before IPv4, TCP before UDP. */
  readonly order?: 'as-told' | 'reversed' | 'specific-first' | 'ipv6-first' | undefined;
  /** So many sockets for the line. */
  readonly copies?: number | undefined;
  /** SO_BINDTODEVICE: the interface that is the value of the word. */
  readonly device?: 'value' | undefined;
  /** The line has a socket of its own beside a wildcard. */
  readonly own?: boolean | undefined;
}

/** What a server does where a call is refused. */
export interface FailsInput {
  /** exits; keeps what it could bind, and exits where that is nothing; stays, also with nothing. */
  readonly then: 'exits' | 'keeps' | 'stays';
  /** Of exits: at the first refused call, or after it has tried all. */
  readonly at?: 'first' | 'end' | undefined;
  /** How often it tries. Default: once. */
  readonly tries?: number | undefined;
  /** Seconds. */
  readonly pause?: number | undefined;
  /** One lost socket closes all. */
  readonly whole?: boolean | undefined;
  /** No TCP where UDP failed. */
  readonly pair?: 'udp-first' | undefined;
}

/** An entry of `profiles:`: how a server opens its sockets. */
export interface ProfileInput {
  /** The profile that this one changes. */
  readonly like?: string | undefined;
  /** One line. */
  readonly about?: string | undefined;
  /** The version that was traced. */
  readonly traced?: string | undefined;
  /** The sockets for each kind of line: ":: dual | 0.0.0.0", "told v6only". Default: the address that is told. */
  readonly told?: ToldInput | undefined;
  /** Options of every socket, set before bind(2). */
  readonly socket?: SocketOptionsInput | undefined;
  /** Of TCP sockets. */
  readonly tcp?: SocketOptionsInput | undefined;
  /** Of UDP sockets. */
  readonly udp?: SocketOptionsInput | undefined;
  /** Options set after bind(2). */
  readonly after?: SocketOptionsInput | undefined;
  /** Of a line that names none, in order. Default: tcp. */
  readonly protocols?: readonly Protocol[] | undefined;
  /** First all sockets of one protocol. */
  readonly group?: 'protocol' | undefined;
  /** The server's own words. */
  readonly flags?: Readonly<Record<string, ProfileFlagInput>> | undefined;
  /** as-told; reversed: the last line first; specific-first: of each port the wildcards last; ipv6-first: IPv6 before IPv4, TCP before UDP. */
  readonly order?: 'as-told' | 'reversed' | 'specific-first' | 'ipv6-first' | undefined;
  /** wildcard: no socket for an address beside its wildcard. dual: nor for 0.0.0.0 beside ::. */
  readonly merge?: 'wildcard' | 'dual' | undefined;
  /** each socket before the next is bound, or after all binds. */
  readonly listen?: 'each' | 'after-all-binds' | undefined;
  /** Several sockets for one. */
  readonly copies?:
    | {
        /** So many UDP sockets for each. */
        readonly udp: number;
      }
    | undefined;
  /** What it does where a call is refused. Default: it exits at the first. */
  readonly fails?: FailsInput | undefined;
  /** The lines of a service that has none. */
  readonly default?: readonly string[] | undefined;
  /** Who opens the sockets. Default: root. */
  readonly uid?: number | undefined;
  /** The names of its processes. */
  readonly process?: readonly string[] | undefined;
}
