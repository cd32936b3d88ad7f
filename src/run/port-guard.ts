import type { Protocol } from '../model/address.ts';
import type { Caution } from '../model/caution.ts';
import { type HeldSocket, isOrphan } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import { isErrno, type Outcome } from '../model/outcome.ts';
import type { PortChange, PortWatch } from '../model/port-watch.ts';

/** How many endpoints of one port are looked at before it is held. */
const LOOKED_AT = 16;

/**
 * Looks at a port again just before it is held, so that the run does not stand in the way of a service: it stops where one
 * has come since, and where one that was there has gone, which may be its restart. Without a watch all is allowed: in a
 * sandbox nobody else has sockets.
 */
export class PortGuard {
  readonly #watch: PortWatch | undefined;
  #change: PortChange | undefined;

  constructor(watch?: PortWatch) {
    this.#watch = watch;
  }

  /** What stopped the run; undefined: nothing. */
  get change(): PortChange | undefined {
    return this.#change;
  }

  /** Whether these endpoints of one port may be held now. No socket of the run may be on the port. */
  mayHoldAll(listeners: readonly Listener[]): boolean {
    return listeners.slice(0, LOOKED_AT).every((one) => this.mayHold(one));
  }

  /** Whether this endpoint may be held now. No socket of the run may be on the port. */
  mayHold(listener: Listener): boolean {
    const { protocol, port } = listener;
    if (this.#watch === undefined || this.#change !== undefined) return this.#change === undefined;
    const { before, isServed } = this.#watch;
    const servers = before.filter((socket) => isServer(socket, protocol, port)).slice(0, LOOKED_AT);
    const isGone = servers.some((socket) => isServed(socket) === false);
    const isNew = servers.length === 0 && isServed(listener) === true;
    return this.#note(isGone ? 'went' : isNew ? 'came' : undefined, protocol, port);
  }

  /**
   * Whether the outcome is one of the run's own making, where no other socket of the run is on the port: EADDRINUSE on a
   * port that nobody had when the run began is not.
   */
  isOwn(caution: Caution, { protocol, port }: Listener, outcome: Outcome): boolean {
    if (this.#watch === undefined || caution !== 'free' || !isErrno(outcome, 'EADDRINUSE')) return true;
    const wasUsed = this.#watch.before.some((socket) => socket.protocol === protocol && socket.port === port);
    return wasUsed || this.#note('came', protocol, port);
  }

  /** Looks, opens, and judges what came of it; undefined where the run stops, and then nothing is open. */
  open<T extends Outcome>(caution: Caution, listener: Listener, open: () => T): T | undefined {
    if (!this.mayHold(listener)) return undefined;
    const outcome = open();
    return this.isOwn(caution, listener, outcome) ? outcome : undefined;
  }

  #note(kind: PortChange['kind'] | undefined, protocol: Protocol, port: number): boolean {
    if (kind !== undefined) this.#change ??= { kind, protocol, port };
    return kind === undefined;
  }
}

/** Whether a client can reach it: one that is bound to a device is found by clients of that device alone. */
const isServer = (socket: HeldSocket, protocol: Protocol, port: number): boolean =>
  socket.protocol === protocol &&
  socket.port === port &&
  socket.peer === undefined &&
  socket.device === undefined &&
  (protocol === 'udp' || socket.state === 'LISTEN') &&
  !isOrphan(socket);
