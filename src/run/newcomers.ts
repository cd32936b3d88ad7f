import type { Address } from '../model/address.ts';
import type { CallOutcome } from '../model/outcome.ts';
import type { Combination } from '../model/plan.ts';
import type { Prober } from '../net/prober.ts';
import type { Sockets } from '../net/socket.ts';
import { BACKLOG, type PreparedListener, prepareAll } from './listener.ts';

/** Neighbours of one family: they set the same options, so that one prober opens all of them. */
interface Stretch {
  readonly from: number;
  readonly end: number;
  readonly prober: Prober;
}

/** The newcomers of a matrix, in their order. */
export class Newcomers {
  readonly prepared: readonly PreparedListener[];
  readonly stretches: readonly Stretch[];

  constructor(sockets: Sockets, combination: Combination, addresses: readonly Address[]) {
    this.prepared = prepareAll(sockets, combination, 'newcomer', addresses);
    this.stretches = stretchesOf(sockets, this.prepared);
  }

  /** Opens each of these newcomers by itself and closes it again. By index: an iterator costs as much as a system call. */
  tryEach(from: number, end: number, note: (place: number, outcome: CallOutcome) => void): void {
    for (const stretch of this.stretches) {
      const { prober, from: first } = stretch;
      const last = Math.min(end, stretch.end);
      for (let place = Math.max(from, first); place < last; place++) note(place, prober.try(place - first));
    }
  }
}

function stretchesOf(sockets: Sockets, prepared: readonly PreparedListener[]): Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0; from < prepared.length; ) {
    const { protocol, family, settings } = prepared[from] as PreparedListener;
    let end = from + 1;
    while (prepared[end]?.family === family) end++;
    const sockaddrs = prepared.slice(from, end).map(({ to }) => to.bytes);
    found.push({ from, end, prober: sockets.prober({ protocol, family, settings, backlog: BACKLOG, sockaddrs }) });
    from = end;
  }
  return found;
}
