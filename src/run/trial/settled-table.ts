import { sleep } from '../../libc/wait.ts';
import type { SocketState } from '../../model/host.ts';
import type { TableRow } from '../../model/trial-observation.ts';

/** How long to wait between two reads of the table, in milliseconds. */
const INTERVAL = 5;

/** The longest delay of an ACK is 200 ms (TCP_DELACK_MAX); what lasts longer waits for something else. Milliseconds. */
const LONGEST = 300;

/** States that the next segment ends: of a FIN that is not acknowledged, or of a handshake. */
const PASSING: ReadonlySet<SocketState> = new Set(['FIN_WAIT1', 'LAST_ACK', 'CLOSING', 'SYN_RECV']);

/** The kernel shows a socket that is being taken down without its port for a moment. */
const isPassing = ({ state, local, peer }: TableRow): boolean =>
  PASSING.has(state) || (local.port === 0 && peer !== undefined);

/**
 * The table once no socket in it is on its way to another state, or what it is after 300 ms: so that a story that is played
 * twice shows the same table, whenever the acknowledgement of a FIN comes.
 */
export function settledTable(read: () => readonly TableRow[]): readonly TableRow[] {
  const start = performance.now();
  let rows = read();
  while (rows.some(isPassing) && performance.now() - start < LONGEST) {
    sleep(INTERVAL);
    rows = read();
  }
  return rows;
}
