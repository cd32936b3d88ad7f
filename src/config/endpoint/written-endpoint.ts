import type { Protocol, SocketAddress } from '../../model/address.ts';
import type { ServerName } from '../../model/server.ts';

/** An endpoint as it is written, with what the writing says of the socket beyond its address and port. */
export interface WrittenEndpoint extends SocketAddress {
  /** Absent: the writing does not say. */
  readonly protocol?: Protocol | undefined;
  /** The interface that the socket is bound to: `lo` of `127.0.0.53%lo:53`. */
  readonly device?: string | undefined;
  /** IPV6_V6ONLY: false where `*` stands for the addresses of both families. */
  readonly v6only?: boolean | undefined;
  /** The program that wrote it, where that is known. */
  readonly server?: ServerName | undefined;
}
