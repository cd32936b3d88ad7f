import type { Listener } from './listener.ts';
import type { CallOutcome } from './outcome.ts';

/** An event while listeners are held open. */
export type HoldEvent =
  | { readonly kind: 'started'; readonly listener: Listener; readonly outcome: CallOutcome }
  /** All were started; so many listen and answer HTTP. */
  | { readonly kind: 'ready'; readonly listeners: number }
  /** The last event: the number of connections from remote hosts that were reset. */
  | { readonly kind: 'remote-peers'; readonly count: number };
