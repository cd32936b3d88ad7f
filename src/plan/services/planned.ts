import type { Address, Protocol } from '../../model/address.ts';
import type { Source } from '../../model/experiment.ts';
import type { SocketOptions } from '../../model/options.ts';

/** A socket that a service means to open. */
export interface PlannedSocket {
  readonly protocol: Protocol;
  readonly address: Address;
  readonly port: number;
  /** Set before bind(2). */
  readonly options: SocketOptions;
  /** Set after bind(2). */
  readonly after?: SocketOptions;
}

/** A place in the order of a service's sockets. */
export interface Slot {
  /** At least one; each is tried where those before it failed. */
  readonly choices: readonly PlannedSocket[];
  /** The line that asks for it. */
  readonly source: Source;
  /** The number of the line among those of the service. */
  readonly line: number;
}
