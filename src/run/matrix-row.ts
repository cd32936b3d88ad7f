import type { Sequence, SocketOptions } from '../model/options.ts';
import { type CallOutcome, type HolderRefused, holderRefused, OK } from '../model/outcome.ts';
import type { Sockets } from '../net/socket.ts';
import { BACKLOG, openBound, openListening, type PreparedListener, tryOnce } from './listener.ts';
import { resetRemotePeers } from './remote-peers.ts';

/**
 * One row of the matrix: a holder that stays open while newcomers are opened and closed. With `listen-each`, as separate
 * servers do, the holder is opened once for its row; with `bind-all-first` both are bound before either listens, so a
 * holder that has listened is replaced by a new one.
 *
 * Linux remembers the last SO_REUSEPORT socket that bound a port for as long as the port is held, even after that
 * socket is closed, and lets an equal one pass unchecked (sk_reuseport_match, net/ipv4/inet_connection_sock.c). So
 * beside a holder without SO_REUSEPORT each newcomer with it needs a new holder: pairs must not affect each other.
 */
export class MatrixRow {
  readonly #sockets: Sockets;
  readonly #holder: PreparedListener;
  readonly #sequence: Sequence;
  readonly #remembers: boolean;
  #fd = -1;
  remotePeers = 0;

  constructor(sockets: Sockets, holder: PreparedListener, sequence: Sequence) {
    this.#sockets = sockets;
    this.#holder = holder;
    this.#sequence = holder.protocol === 'udp' ? 'listen-each' : sequence;
    this.#remembers = holder.protocol === 'tcp' && holder.listener.options.reuseport !== true;
  }

  /** Opens the holder; if that is refused, no newcomer of the row can be tried. */
  open(): CallOutcome {
    const opened =
      this.#sequence === 'listen-each'
        ? openListening(this.#sockets, this.#holder)
        : openBound(this.#sockets, this.#holder);
    this.#fd = opened.fd;
    return opened.outcome;
  }

  /** Whether the holder stays as it is beside all newcomers that set these options. */
  staysBeside({ reuseport }: SocketOptions): boolean {
    return this.#fd >= 0 && this.#sequence === 'listen-each' && !(this.#remembers && reuseport === true);
  }

  /** Opens one newcomer beside the holder and closes it again. */
  try(newcomer: PreparedListener): CallOutcome | HolderRefused {
    if (this.#fd < 0) {
      const reopened = this.open();
      if (reopened.kind !== 'ok') return holderRefused(reopened);
    }
    const outcome =
      this.#sequence === 'bind-all-first' ? this.#tryBoundFirst(newcomer) : tryOnce(this.#sockets, newcomer);
    if (this.#remembers && newcomer.listener.options.reuseport === true) this.close();
    return outcome;
  }

  close(): void {
    if (this.#fd < 0) return;
    this.remotePeers += resetRemotePeers(this.#sockets, this.#holder.protocol, this.#fd);
    this.#sockets.close(this.#fd);
    this.#fd = -1;
  }

  #tryBoundFirst(newcomer: PreparedListener): CallOutcome | HolderRefused {
    const opened = openBound(this.#sockets, newcomer);
    if (opened.fd < 0) return opened.outcome;
    const held = this.#sockets.listen(this.#fd, BACKLOG);
    const outcome = held === OK ? this.#sockets.listen(opened.fd, BACKLOG) : held;
    this.#sockets.close(opened.fd);
    this.close();
    return held.kind === 'ok' ? outcome : holderRefused(held);
  }
}
