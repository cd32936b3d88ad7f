import type { Family, Pair, Protocol, Reuse, Sequence, Switch, V6only } from './words.ts';

/** What is tried: the key `run:` of a file. What is left out has its default. */
export interface RunInput {
  /** Where the sockets are opened: on this host, or in a private network namespace (the sandbox). */
  readonly in?: 'host' | 'sandbox' | undefined;
  /** Ports to try, 1 to 65535. */
  readonly ports?: readonly number[] | undefined;
  /** Transport protocols. */
  readonly protocols?: readonly Protocol[] | undefined;
  /** Address families: inet is IPv4, inet6 is IPv6. */
  readonly families?: readonly Family[] | undefined;
  /** Names or globs of the interfaces whose addresses take part; a leading ! excludes. */
  readonly interfaces?: readonly string[] | undefined;
  /**
   * Each is an address, a CIDR, a glob such as 192.168.*, any4, any6, each-ipv4, each-ipv6 or iface:GLOB; a leading !
   * excludes. They are added to the addresses of the interfaces if "interfaces" is given, and replace them otherwise.
   * In the sandbox they are created.
   */
  readonly addresses?: readonly string[] | undefined;
  /**
   * The reuse options that the sockets set: one for all, or one for the holder and one for the newcomer. "exclusive",
   * SO_EXCLUSIVEADDRUSE, is for predictions.
   */
  readonly reuse?: readonly (Reuse | Pair<Reuse>)[] | undefined;
  /** IPV6_V6ONLY of the IPv6 sockets; "system" leaves it as net.ipv6.bindv6only has it. */
  readonly v6only?: readonly V6only[] | undefined;
  /**
   * listen-each: each socket binds and listens before the next, as separate servers do. bind-all-first: all bind, then
   * all listen.
   */
  readonly sequence?: readonly Sequence[] | undefined;
  /** SO_BINDTODEVICE: the interface that the sockets are bound to, one for all or one for each of a pair; or none. */
  readonly device?: readonly (string | Pair<string>)[] | undefined;
  /** IP_FREEBIND of the sockets: on lets them bind an address that this host does not have. */
  readonly freebind?: readonly Switch[] | undefined;
  /**
   * For predictions, the user (account) that opens the sockets: "own", or a number; one for all or one for each of a
   * pair.
   */
  readonly uid?: readonly (string | Pair<string>)[] | undefined;
  /**
   * alone: each endpoint by itself. together: all of a family at once. matrix: every ordered pair. summary: what it
   * comes to, and nothing else.
   */
  readonly show?: readonly ('alone' | 'together' | 'matrix' | 'summary')[] | undefined;
  /**
   * Try every ordered pair, however many addresses there are. Without it, beyond a hundred addresses a sample of the
   * pairs that the rules cannot tell apart stands for the others.
   */
  readonly exhaustive?: boolean | undefined;
  /** Draws the sample: the same seed tries the same pairs of the same addresses. */
  readonly seed?: number | undefined;
}

/** What should happen: an entry of `expect:`. */
export interface ExpectationInput {
  /** Its name, one of a kind in the file. Default: expect-N, of the Nth of the file. */
  readonly id?: string | undefined;
  /**
   * The endpoint's address, or the newcomer's: an address, a CIDR, a glob such as 192.168.*, any4, any6, each-ipv4,
   * each-ipv6 or iface:GLOB.
   */
  readonly address: string;
  /**
   * What listens meanwhile: an address, a CIDR, a glob such as 192.168.*, any4, any6, each-ipv4, each-ipv6 or
   * iface:GLOB. Without it the address is tried alone.
   */
  readonly holder?: string | undefined;
  /** Default: the first of the run. */
  readonly port?: number | undefined;
  /** Default: the first of the run. */
  readonly protocol?: Protocol | undefined;
  /** Default: the first of the run. */
  readonly reuse?: Reuse | Pair<Reuse> | undefined;
  /** Default: the first of the run. */
  readonly v6only?: V6only | undefined;
  /** Default: the first of the run. */
  readonly sequence?: Sequence | undefined;
  /** Default: the first of the run. */
  readonly device?: string | Pair<string> | undefined;
  /** Default: the first of the run. */
  readonly freebind?: Switch | undefined;
  /** Default: the first of the run. */
  readonly uid?: string | Pair<string> | undefined;
  /** ok, CALL:ERRNO such as bind:EADDRINUSE, an errno of any call, or a list of acceptable ones. */
  readonly expect: string | readonly string[];
}
