import type { Listener } from './listener.ts';
import type { ServerName } from './server.ts';

/** A listener that is asked about. */
export interface AskedListener {
  readonly listener: Listener;
  /** The server that it belongs to, where that is known. */
  readonly server?: ServerName;
}
