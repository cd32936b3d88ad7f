import type { Listener } from './listener.ts';
import type { CallOutcome } from './outcome.ts';

/** What happens while listeners are held open, as it happens. */
export type HoldEvent =
  | { readonly kind: 'started'; readonly listener: Listener; readonly outcome: CallOutcome }
  /** All were started; this many listen, and answer HTTP. */
  | { readonly kind: 'ready'; readonly listeners: number }
  /** At the end: connections from remote hosts that were reset. */
  | { readonly kind: 'remote-peers'; readonly count: number };
