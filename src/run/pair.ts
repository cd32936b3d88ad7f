import type { Cell, Outcome } from '../model/outcome.ts';
import type { Sequence } from '../model/options.ts';
import type { Sockets } from '../net/socket.ts';
import { BACKLOG, type ListenerSpec, openBound, openListening } from './listener.ts';
import { turnAway } from './strangers.ts';

/**
 * One row of the matrix: a holder that stays while newcomers come and go. As separate servers do
 * (`listen-each`) it is opened once for its row; with `bind-all-first` both are bound before either listens,
 * so a holder that has listened is replaced by a fresh one.
 */
export class Row {
  readonly #sockets: Sockets;
  readonly #holder: ListenerSpec;
  readonly #sequence: Sequence;
  #fd = -1;
  strangers = 0;

  constructor(sockets: Sockets, holder: ListenerSpec, sequence: Sequence) {
    this.#sockets = sockets;
    this.#holder = holder;
    this.#sequence = holder.protocol === 'udp' ? 'listen-each' : sequence;
  }

  /** Opens the holder: `ok`, or the outcome that fills the whole row. */
  open(): Outcome {
    const opened = this.#sequence === 'listen-each' ? openListening(this.#sockets, this.#holder) : openBound(this.#sockets, this.#holder);
    this.#fd = opened.fd;
    return opened.outcome;
  }

  /** Lets one newcomer try; it is closed again. */
  try(newcomer: ListenerSpec): Cell {
    if (this.#sequence === 'bind-all-first') return this.#tryBoundFirst(newcomer);
    const opened = openListening(this.#sockets, newcomer);
    if (opened.outcome === 'ok') this.#sockets.close(opened.fd);
    return opened.outcome;
  }

  close(): void {
    if (this.#fd < 0) return;
    this.strangers += turnAway(this.#sockets, this.#holder.protocol, this.#fd);
    this.#sockets.close(this.#fd);
    this.#fd = -1;
  }

  #tryBoundFirst(newcomer: ListenerSpec): Cell {
    if (this.#fd < 0) {
      const reopened = this.open();
      if (reopened !== 'ok') return `holder:${reopened}`;
    }
    const opened = openBound(this.#sockets, newcomer);
    if (opened.outcome !== 'ok') return opened.outcome;
    const held = this.#sockets.listen(this.#fd, BACKLOG);
    const outcome = held === 'ok' ? this.#sockets.listen(opened.fd, BACKLOG) : held;
    this.#sockets.close(opened.fd);
    this.close();
    return held === 'ok' ? outcome : `holder:${held}`;
  }
}
