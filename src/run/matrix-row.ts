import type { Sequence } from '../model/options.ts';
import type { Cell, Outcome } from '../model/outcome.ts';
import type { Sockets } from '../net/socket.ts';
import { BACKLOG, type ListenerSpec, openBound, openListening, tryOnce } from './listener.ts';
import { resetRemotePeers } from './remote-peers.ts';

/**
 * One row of the matrix: a holder that stays while newcomers come and go. As separate servers do
 * (`listen-each`) it is opened once for its row; with `bind-all-first` both are bound before either listens,
 * so a holder that has listened is replaced by a fresh one.
 *
 * Linux remembers the last SO_REUSEPORT socket that bound a port for as long as the port is held, also when that
 * socket is gone, and lets an equal one pass unchecked (sk_reuseport_match, net/ipv4/inet_connection_sock.c). So
 * beside a holder without SO_REUSEPORT each newcomer that had it needs a fresh holder: a pair has no history.
 */
export class MatrixRow {
  readonly #sockets: Sockets;
  readonly #holder: ListenerSpec;
  readonly #sequence: Sequence;
  readonly #remembers: boolean;
  #fd = -1;
  remotePeers = 0;

  constructor(sockets: Sockets, holder: ListenerSpec, sequence: Sequence) {
    this.#sockets = sockets;
    this.#holder = holder;
    this.#sequence = holder.protocol === 'udp' ? 'listen-each' : sequence;
    this.#remembers = holder.protocol === 'tcp' && holder.options.reuseport !== true;
  }

  /** Opens the holder: `ok`, or the outcome that fills the whole row. */
  open(): Outcome {
    const opened =
      this.#sequence === 'listen-each'
        ? openListening(this.#sockets, this.#holder)
        : openBound(this.#sockets, this.#holder);
    this.#fd = opened.fd;
    return opened.outcome;
  }

  /** Lets one newcomer try; it is closed again. */
  try(newcomer: ListenerSpec): Cell {
    if (this.#fd < 0) {
      const reopened = this.open();
      if (reopened !== 'ok') return `holder:${reopened}`;
    }
    const cell = this.#sequence === 'bind-all-first' ? this.#tryBoundFirst(newcomer) : tryOnce(this.#sockets, newcomer);
    if (this.#remembers && newcomer.options.reuseport === true) this.close();
    return cell;
  }

  close(): void {
    if (this.#fd < 0) return;
    this.remotePeers += resetRemotePeers(this.#sockets, this.#holder.protocol, this.#fd);
    this.#sockets.close(this.#fd);
    this.#fd = -1;
  }

  #tryBoundFirst(newcomer: ListenerSpec): Cell {
    const opened = openBound(this.#sockets, newcomer);
    if (opened.outcome !== 'ok') return opened.outcome;
    const held = this.#sockets.listen(this.#fd, BACKLOG);
    const outcome = held === 'ok' ? this.#sockets.listen(opened.fd, BACKLOG) : held;
    this.#sockets.close(opened.fd);
    this.close();
    return held === 'ok' ? outcome : `holder:${held}`;
  }
}
