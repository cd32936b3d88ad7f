import type { SocketAddress } from './address.ts';
import type { Namespace } from './evidence.ts';
import type { HeldSocket } from './host.ts';

/** Where a port that is free here is in use all the same. */
export type Elsewhere =
  /** In another network namespace. */
  | {
      readonly kind: 'namespace';
      readonly namespace: Pick<Namespace, 'id' | 'name'>;
      /** A process in that namespace. */
      readonly pid: number;
      readonly socket: HeldSocket;
    }
  /** A container's, which docker-proxy serves at another endpoint of this namespace. */
  | {
      readonly kind: 'docker-proxy';
      readonly pid: number;
      readonly published: SocketAddress;
      readonly container: SocketAddress;
    };
