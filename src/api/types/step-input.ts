import type { Family, Protocol } from './words.ts';

/** What every step may have. */
export interface StepCommon {
  /** The effective user that makes the call. */
  readonly uid?: number | undefined;
  /** ok (the default), an errno name, or a list of acceptable ones. */
  readonly expect?: string | readonly string[] | undefined;
  /** What the tutorial promises for this step. */
  readonly claim?: string | readonly string[] | undefined;
  /** What a story tells before this step. */
  readonly prose?: string | undefined;
}

/** Socket options. What is left out is as the kernel has it. */
export interface SocketSettings {
  /** SO_REUSEADDR. */
  readonly reuseaddr?: boolean | undefined;
  /** SO_REUSEPORT. */
  readonly reuseport?: boolean | undefined;
  /** IPV6_V6ONLY. */
  readonly v6only?: boolean | undefined;
  /** SO_BINDTODEVICE. */
  readonly device?: string | undefined;
  /** IP_FREEBIND. */
  readonly freebind?: boolean | undefined;
  /** IP_LOCAL_PORT_RANGE: lowest and highest automatic port; 0 leaves that end unset. */
  readonly portRange?: readonly [number, number] | undefined;
  /** SO_BROADCAST. */
  readonly broadcast?: boolean | undefined;
  /** IP_MULTICAST_ALL: also IPv4 groups that only others have joined. */
  readonly multicastAll?: boolean | undefined;
  /** IP_MULTICAST_IF: by which interface datagrams to IPv4 groups leave. */
  readonly multicastIf?: string | undefined;
  /** IPV6_MULTICAST_ALL. */
  readonly multicastAll6?: boolean | undefined;
  /** IPV6_MULTICAST_IF. */
  readonly multicastIf6?: string | undefined;
  /** IP_TRANSPARENT; needs CAP_NET_ADMIN or CAP_NET_RAW. */
  readonly transparent?: boolean | undefined;
  /** IP_BIND_ADDRESS_NO_PORT: bind with port 0 takes no port. */
  readonly bindNoPort?: boolean | undefined;
  /** SO_INCOMING_CPU; -1 unsets it. */
  readonly incomingCpu?: number | undefined;
  /** SO_LINGER in seconds: so long close waits at most; 0 closes with a RST, false unsets it. */
  readonly linger?: number | false | undefined;
  /** TCP_FASTOPEN: so many connections may send data with the SYN. */
  readonly fastOpen?: number | undefined;
}

/** What a step may have that opens its socket. */
export interface OpeningStep extends StepCommon, SocketSettings {
  /** The name of the socket; the first step that names it opens it. */
  readonly socket: string;
  /** Default: tcp. */
  readonly protocol?: Protocol | undefined;
  /** Default: that of the address, else inet. */
  readonly family?: Family | undefined;
  /** IPPROTO_MPTCP: a Multipath TCP socket. */
  readonly mptcp?: boolean | undefined;
}

/** socket(2): opens a socket and does no more. */
export interface SocketStep extends OpeningStep {
  /** socket(2): opens a socket and does no more. */
  readonly op: 'socket';
}

/** bind(2). */
export interface BindStep extends OpeningStep {
  /** bind(2). */
  readonly op: 'bind';
  /** An IP address, or $NAME for a saved local end. */
  readonly address: string;
  /** A port, 0 for the choice of the kernel, or $NAME for a saved one. */
  readonly port: number | string;
  /** Keep the port that the kernel gave, as $NAME. */
  readonly savePort?: string | undefined;
}

/** listen(2). */
export interface ListenStep extends OpeningStep {
  /** listen(2). */
  readonly op: 'listen';
  /** Default: 128. */
  readonly backlog?: number | undefined;
  /** Keep the port that the kernel gave, as $NAME. */
  readonly savePort?: string | undefined;
}

/** connect(2). */
export interface ConnectStep extends OpeningStep {
  /** connect(2). */
  readonly op: 'connect';
  /** An IP address, or $NAME for a saved local end. */
  readonly address: string;
  /** A port, 0 for the choice of the kernel, or $NAME for a saved one. */
  readonly port: number | string;
  /** false: EINPROGRESS at once. Default: true, for up to 3 s. */
  readonly wait?: boolean | undefined;
  /** Keep the local end, as $NAME. */
  readonly saveLocal?: string | undefined;
}

/** connect(2) with AF_UNSPEC: dissolves the connection. */
export interface DisconnectStep extends OpeningStep {
  /** connect(2) with AF_UNSPEC: dissolves the connection. */
  readonly op: 'disconnect';
}

/** accept(2). */
export interface AcceptStep extends StepCommon {
  /** accept(2). */
  readonly op: 'accept';
  /** The name of the socket; the first step that names it opens it. */
  readonly socket: string;
  /** The name of the listener. */
  readonly from: string;
}

/** dup(2): a second descriptor of the same socket. */
export interface DupStep extends StepCommon {
  /** dup(2): a second descriptor of the same socket. */
  readonly op: 'dup';
  /** The name of the socket; the first step that names it opens it. */
  readonly socket: string;
  /** The name of the socket that it shares. */
  readonly from: string;
}

/** A child process that inherits the socket, and holds it until this name is closed. */
export interface ForkStep extends StepCommon {
  /** A child process that inherits the socket, and holds it until this name is closed. */
  readonly op: 'fork';
  /** The name of the socket; the first step that names it opens it. */
  readonly socket: string;
  /** The name of the socket that it shares. */
  readonly from: string;
}

/** close(2): sends a FIN. */
export interface CloseStep extends StepCommon {
  /** close(2): sends a FIN. */
  readonly op: 'close';
  /** The name of the socket; the first step that names it opens it. */
  readonly socket: string;
}

/** Closes with a RST. */
export interface ResetStep extends StepCommon {
  /** Closes with a RST. */
  readonly op: 'reset';
  /** The name of the socket; the first step that names it opens it. */
  readonly socket: string;
}

/** Waits. */
export interface SleepStep extends StepCommon {
  /** Waits. */
  readonly op: 'sleep';
  /** How long. */
  readonly seconds: number;
}
